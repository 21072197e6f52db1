@echo off
rem Builds what is missing or stale, then runs the command line.
setlocal
set "SKETCH_ROOT=%~dp0"
rem Benchmarks and the web demo need libraries that the other commands do not, so each is a program of its own.
set "SKETCH_MODULE=cli"
set "SKETCH_MODULES=core render augment infer onnx djl train cli"
if "%~1"=="bench" (
  set "SKETCH_MODULE=bench"
  set "SKETCH_MODULES=core render augment infer onnx djl train bench"
)
if "%~1"=="demo" (
  set "SKETCH_MODULE=demo"
  set "SKETCH_MODULES=core render infer onnx demo"
)
set "SKETCH_TARGET=%~dp0sketch-%SKETCH_MODULE%\target"
set "SKETCH_JAVA=java"
if defined JAVA_HOME set "SKETCH_JAVA=%JAVA_HOME%\bin\java"
"%SKETCH_JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo sketch: no java found; install JDK 17 or later, or set JAVA_HOME 1>&2
  exit /b 1
)

rem Stale: no stamp, no classes, a moved project, or a source, folder or pom newer than the stamp.
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop';" ^
  "$root = $env:SKETCH_ROOT; $target = $env:SKETCH_TARGET;" ^
  "$stamp = Join-Path $target 'sketch.stamp'; $arguments = Join-Path $target 'sketch.args';" ^
  "if (-not (Test-Path $stamp) -or -not (Test-Path $arguments)) { exit 1 };" ^
  "$classes = (Join-Path $target 'classes').Replace('\', '/') + ';';" ^
  "if (-not (Get-Content -Raw $arguments).Contains($classes)) { exit 1 };" ^
  "$files = @(Get-Item (Join-Path $root 'pom.xml'));" ^
  "foreach ($name in $env:SKETCH_MODULES.Split(' ')) {" ^
  "  $module = Join-Path $root ('sketch-' + $name);" ^
  "  if (-not (Test-Path (Join-Path $module ('target\classes\org\sketchsdk\' + $name)))) { exit 1 };" ^
  "  $files += Get-Item (Join-Path $module 'pom.xml'), (Join-Path $module 'src\main');" ^
  "  $files += Get-ChildItem -Recurse (Join-Path $module 'src\main') };" ^
  "$built = (Get-Item $stamp).LastWriteTimeUtc;" ^
  "if ($files | Where-Object { $_.LastWriteTimeUtc -gt $built }) { exit 1 }"
if not errorlevel 1 goto run

where mvn >nul 2>&1
if errorlevel 1 (
  echo sketch: no mvn found; install Maven 3.8.6 or later 1>&2
  exit /b 1
)
echo sketch: building, which takes a minute or two the first time 1>&2
if not exist "%SKETCH_TARGET%" mkdir "%SKETCH_TARGET%"
rem The stamp is written before the build, so that a change made meanwhile counts as newer.
echo.>"%SKETCH_TARGET%\sketch.stamp.new"
pushd "%SKETCH_ROOT%"
call mvn -q -B -Dspotless.check.skip -Dsketch.launch -pl sketch-%SKETCH_MODULE% -am process-classes >"%SKETCH_TARGET%\build.log" 2>&1
if errorlevel 1 (
  popd
  type "%SKETCH_TARGET%\build.log" 1>&2
  echo sketch: the build failed, see "%SKETCH_TARGET%\build.log" 1>&2
  exit /b 1
)
popd
rem The class path as a file of arguments for java: it is longer than a command may be. With forward
rem slashes, as a backslash is an escape there.
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop'; $target = $env:SKETCH_TARGET;" ^
  "$paths = (Join-Path $target 'classes') + ';' + (Get-Content -Encoding UTF8 (Join-Path $target 'dependencies.txt'));" ^
  "$quoted = '{0}{1}{0}' -f [char]34, $paths.Replace('\', '/');" ^
  "Set-Content -Encoding Default (Join-Path $target 'sketch.args') '-cp', $quoted"
if errorlevel 1 exit /b 1
move /y "%SKETCH_TARGET%\sketch.stamp.new" "%SKETCH_TARGET%\sketch.stamp" >nul

:run
"%SKETCH_JAVA%" -Xms32m --enable-native-access=ALL-UNNAMED "-Dsketch.command=%~f0" %SKETCH_JAVA_OPTS% "@%SKETCH_TARGET%\sketch.args" org.sketchsdk.%SKETCH_MODULE%.Main %*
exit /b %errorlevel%
