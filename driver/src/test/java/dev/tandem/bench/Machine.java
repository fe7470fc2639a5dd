package dev.tandem.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** What the figures were measured on. */
final class Machine {

    private Machine() {}

    /** Processor, memory, versions, threads, and how busy the machine was when it was asked. */
    static String describe() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GiB; %s %s; Java %s; ND4J %s, OMP_NUM_THREADS=%s; load %.1f before",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / Math.pow(2, 30),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                Nd4j.getBackend().getClass().getSimpleName(),
                System.getenv().getOrDefault("OMP_NUM_THREADS", "unset"),
                system.getSystemLoadAverage());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
