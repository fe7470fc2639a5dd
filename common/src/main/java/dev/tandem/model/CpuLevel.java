package dev.tandem.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The instructions that one of ND4J's native libraries needs, or that a processor has, in ascending order. */
enum CpuLevel {
    GENERIC("", "sse2"),
    AVX2("-avx2", "avx avx2 fma f16c bmi1 bmi2"),
    AVX512("-avx512", "avx512f avx512vl avx512bw avx512dq avx512cd");

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private final String suffix;
    private final String flags;

    CpuLevel(String suffix, String flags) {
        this.suffix = suffix;
        this.flags = flags;
    }

    /** How the names of this level's libraries end. */
    String suffix() {
        return suffix;
    }

    /** As users write it: generic, avx2 or avx512. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The level of a label.
     *
     * @throws IllegalArgumentException if there is none
     */
    static CpuLevel labelled(String label) {
        for (CpuLevel level : values()) {
            if (level.label().equals(label)) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "Invalid " + NativeSettings.NATIVE + ": " + label + " (must be generic, avx2 or avx512)");
    }

    /** What this machine's processor has; empty where the operating system does not tell. */
    static Optional<CpuLevel> ofThisMachine() {
        try {
            return Files.isReadable(CPU_INFO) ? of(Files.readAllLines(CPU_INFO)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a processor has, by the lines of Linux's {@code /proc/cpuinfo}; empty if they are of another kind of processor. */
    static Optional<CpuLevel> of(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("flags"))
                .map(line -> Set.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+")))
                .map(CpuLevel::highest)
                .min(CpuLevel::compareTo);
    }

    private static CpuLevel highest(Set<String> present) {
        CpuLevel highest = GENERIC;
        for (CpuLevel level : values()) {
            if (!present.containsAll(Set.of(level.flags.split(" ")))) {
                break;
            }
            highest = level;
        }
        return highest;
    }
}
