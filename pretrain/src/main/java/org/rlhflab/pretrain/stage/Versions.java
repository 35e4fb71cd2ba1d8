package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// What computed a result.
///
/// @param product version and code hash of RLHF Lab, see [CodeVersion]
/// @param java version of the Java runtime
/// @param dl4j version of Deeplearning4j
/// @param blas the processor family that the matrix library chose, for instance `SkylakeX`
public record Versions(String product, String java, String dl4j, String blas) {

  /// Of this process.
  public static Versions current(String blas) {
    return new Versions(
        CodeVersion.current(),
        Runtime.version().toString(),
        mavenVersion("org.deeplearning4j/deeplearning4j-nn"),
        blas);
  }

  /// Read from the jar's own description, without loading the library.
  private static String mavenVersion(String artifact) {
    String resource = "/META-INF/maven/" + artifact + "/pom.properties";
    try (InputStream in = Versions.class.getResourceAsStream(resource)) {
      if (in == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
