@echo off
rem Starts RLHF Lab with the Java runtime that came along. RLHF_JAVA_OPTS adds options for Java.
setlocal
for %%i in ("%~dp0..") do set "RLHF_HOME=%%~fi"
if not exist "%RLHF_HOME%\runtime\bin\java.exe" (
  echo rlhf: %RLHF_HOME%\runtime\bin\java.exe is missing; build it with: mvn -q -DskipTests package 1>&2
  exit /b 1
)
"%RLHF_HOME%\runtime\bin\java.exe" ^
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ^
  --add-modules jdk.incubator.vector ^
  "-XX:CompileCommand=quiet" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.LayerNorm::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.Gelu::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.Softmax::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.OnlineSoftmax::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.CausalAttention::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.SmallProduct::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.Rows::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.Adam::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.Muon::*" ^
  "-XX:CompileCommand=dontinline,org.rlhflab.pretrain.model.kernel.NewtonSchulz::*" ^
  -XX:+UseSerialGC -Xmx1g -XX:-UsePerfData -Djava.awt.headless=true ^
  -Dorg.slf4j.simpleLogger.defaultLogLevel=error "-Drlhf.home=%RLHF_HOME%" ^
  %RLHF_JAVA_OPTS% -jar "%RLHF_HOME%\lib\rlhf.jar" %*
exit /b %ERRORLEVEL%
