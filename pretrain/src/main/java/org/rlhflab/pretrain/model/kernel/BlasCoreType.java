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
/// variable is set before ND4J is first touched. Whoever wants another says so in
/// `RLHF_BLAS_CORETYPE`: `OPENBLAS_CORETYPE` itself is often set machine-wide, for other programs'
/// libraries, and halved the speed here. The choice is part of a run's provenance, since the bits
/// of a product may differ by core type.
public final class BlasCoreType {
  private static final String VARIABLE = "OPENBLAS_CORETYPE";
  private static final String OURS = "RLHF_BLAS_CORETYPE";
  private static final String CHOSEN = choose();

  private BlasCoreType() {}

  /// Sets OpenBLAS's variable and names its value; `default` leaves the choice to OpenBLAS.
  public static String select() {
    return CHOSEN;
  }

  private static String choose() {
    String wanted = System.getenv().getOrDefault(OURS, deserved());
    return !wanted.isEmpty() && setEnvironment(wanted) ? wanted : "default";
  }

  /// The core type for this processor's vectors; empty where it is OpenBLAS that knows best.
  private static String deserved() {
    String architecture = System.getProperty("os.arch", "");
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (!x86 || bits < 256) {
      return "";
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
