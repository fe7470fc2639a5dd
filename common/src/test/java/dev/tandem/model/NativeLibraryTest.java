package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own, since a library once loaded stays. A second one on the class path cannot be loaded at all. */
@Timeout(60)
class NativeLibraryTest {

    @TempDir
    private Path folder;

    /** What the other JVM runs. */
    static final class Loading {
        public static void main(String[] arguments) {
            try {
                NativeLibrary.load();
                System.out.println("in use: " + NativeLibrary.inUse());
                System.out.println("physical bytes: " + Pointer.maxPhysicalBytes());
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
            System.exit(0);
        }
    }

    @BeforeEach
    void needsOneDnn() {
        assumeThat(NativeLibrary.inUse()).isEqualTo("onednn");
    }

    @Test
    void onlyOne_isLoaded() throws Exception {
        assertThat(load()).contains("in use: onednn");
    }

    @Test
    void processSize_isNotReadAtEachAllocation_unlessItWasAskedFor() throws Exception {
        assertThat(load()).contains("physical bytes: 0");
        assertThat(load("-Dorg.bytedeco.javacpp.maxphysicalbytes=9g")).contains("physical bytes: " + (9L << 30));
    }

    @Test
    void worseOneThatJavaCppWouldTakeFirst_isLeftAlone() throws Exception {
        addBroken("-avx512");
        assertThat(load()).contains("in use: onednn");
    }

    @Test
    void wantedOne_isTaken() throws Exception {
        addBroken("-onednn-avx2");
        assertThat(load("-Dtandem.native=generic")).contains("in use: onednn");
    }

    @Test
    void wantedOneThatIsMissing_isRefused() throws Exception {
        assertThat(load("-Dtandem.native=avx2"))
                .anyMatch(line -> line.startsWith("refused: tandem.native is avx2, but "));
    }

    /** JavaCPP unpacks its libraries under a lock: held here until whatever else the other JVM starts has had its chance. */
    @Test
    @SuppressWarnings("try") // the lock is only there to be released
    void slowLoading_isDoneByOneThread() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Process process;
        try (FileChannel file =
                        FileChannel.open(cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            process = start("-Dorg.bytedeco.javacpp.cachedir=" + cache);
            assertThat(process.waitFor(3, TimeUnit.SECONDS)).isFalse();
        }
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(output()).contains("in use: onednn");
    }

    private void addBroken(String name) throws IOException {
        Path file = folder.resolve("org/nd4j/linalg/cpu/nativecpu/bindings/" + Loader.getPlatform() + name)
                .resolve(System.mapLibraryName("nd4jcpu"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "broken");
    }

    private List<String> load(String... options) throws IOException, InterruptedException {
        start(options).waitFor();
        return output();
    }

    private Process start(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-cp", folder + File.pathSeparator + System.getProperty("java.class.path")));
        return OtherJvm.of(Loading.class, all)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private List<String> output() throws IOException {
        return Files.readAllLines(folder.resolve("output"));
    }
}
