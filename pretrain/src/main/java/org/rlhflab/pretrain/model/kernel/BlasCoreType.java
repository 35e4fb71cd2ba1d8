package org.rlhflab.pretrain.model.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.FloatVector;

/// Which of OpenBLAS's kernels this processor deserves.
///
/// ND4J's OpenBLAS does not know newer processors and falls back to SSE or AVX2 there, two to four
/// times slower than its AVX-512 kernels. It reads `OPENBLAS_CORETYPE` when it is loaded, so the
/// variable is set before ND4J is first touched. A value from the user's own environment wins. The
/// choice is part of a run's provenance, since the bits of a product may differ by core type.
public final class BlasCoreType {
  private static final String VARIABLE = "OPENBLAS_CORETYPE";
  private static final String CHOSEN = choose();

  private BlasCoreType() {}

  /// Sets the variable where it is not set and names its value; `default` leaves it to OpenBLAS.
  public static String select() {
    return CHOSEN;
  }

  private static String choose() {
    String given = System.getenv(VARIABLE);
    if (given != null) {
      return given;
    }
    String architecture = System.getProperty("os.arch", "");
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (!x86 || bits < 256 || !setEnvironment(bits >= 512 ? "SkylakeX" : "Haswell")) {
      return "default";
    }
    return bits >= 512 ? "SkylakeX" : "Haswell";
  }

  private static boolean setEnvironment(String value) {
    Linker linker = Linker.nativeLinker();
    return linker.defaultLookup().find("setenv").map(f -> call(linker, f, value)).orElse(false);
  }

  private static boolean call(Linker linker, MemorySegment setenv, String value) {
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    MethodHandle handle = linker.downcallHandle(setenv, signature);
    try (Arena arena = Arena.ofConfined()) {
      return (int) handle.invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom(value), 1)
          == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv could not be called", e);
    }
  }
}
