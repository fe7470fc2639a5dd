package dev.tandem.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of several native libraries a JVM loads. They are named by what their folder's name has behind the platform's, such as
 * {@code -onednn-avx2}.
 *
 * @param present those on the class path
 * @param cpu what the processor can run; empty if unknown
 */
record NativeChoice(Set<String> present, Optional<CpuLevel> cpu) {

    private static final String ONEDNN = "-onednn";

    NativeChoice {
        present = Set.copyOf(present);
    }

    /** All that ND4J publishes for x86, the best first: with oneDNN convolutions are several times faster. */
    static List<String> known() {
        return Stream.of(ONEDNN, "")
                .flatMap(variant -> Stream.of(CpuLevel.AVX512, CpuLevel.AVX2, CpuLevel.GENERIC)
                        .map(level -> variant + level.suffix()))
                .toList();
    }

    /**
     * The best library that this processor can run.
     *
     * @param wanted the only level to take, or null for the best
     * @throws IllegalStateException if the wanted one, or any, cannot be had
     */
    String best(@Nullable CpuLevel wanted) {
        if (wanted != null && wanted.compareTo(highest(wanted)) > 0) {
            throw new IllegalStateException(NativeSettings.NATIVE + " is " + wanted.label()
                    + ", but this machine's CPU only runs " + highest(wanted).label()
                    + ". Set it to that, or leave it out.");
        }
        return known().stream()
                .filter(present::contains)
                .filter(name ->
                        wanted == null ? level(name).compareTo(highest(CpuLevel.GENERIC)) <= 0 : level(name) == wanted)
                .findFirst()
                .orElseThrow(() -> missing(wanted));
    }

    private CpuLevel highest(CpuLevel ifUnknown) {
        return cpu.orElse(ifUnknown);
    }

    private static CpuLevel level(String name) {
        return name.endsWith(CpuLevel.AVX512.suffix())
                ? CpuLevel.AVX512
                : name.endsWith(CpuLevel.AVX2.suffix()) ? CpuLevel.AVX2 : CpuLevel.GENERIC;
    }

    private IllegalStateException missing(@Nullable CpuLevel wanted) {
        CpuLevel level = wanted == null ? highest(CpuLevel.GENERIC) : wanted;
        String need = wanted == null
                ? "This machine's CPU runs ND4J's native libraries up to " + level.label()
                : NativeSettings.NATIVE + " is " + level.label();
        return new IllegalStateException(need + ", but the class path has only " + names()
                + ". Add org.nd4j:nd4j-native with a classifier that ends in "
                + ONEDNN + (wanted == null ? "" : level.suffix()) + ".");
    }

    /** As the classifiers' ends, in the order of preference. */
    String names() {
        return known().stream()
                .filter(present::contains)
                .map(NativeChoice::label)
                .collect(Collectors.joining(", "));
    }

    /** For people: onednn-avx2, onednn, avx512, …, generic. */
    static String label(String name) {
        return name.isEmpty() ? CpuLevel.GENERIC.label() : name.substring(1);
    }
}
