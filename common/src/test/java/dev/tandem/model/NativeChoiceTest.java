package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeChoiceTest {

    private static final List<Optional<CpuLevel>> CPUS = List.of(
            Optional.empty(), Optional.of(CpuLevel.GENERIC), Optional.of(CpuLevel.AVX2), Optional.of(CpuLevel.AVX512));

    /** Every class path on every CPU. */
    private static Stream<NativeChoice> all() {
        return Stream.iterate(1, bits -> bits + 1).limit(63).flatMap(NativeChoiceTest::onEveryCpu);
    }

    private static Stream<NativeChoice> onEveryCpu(int bits) {
        Set<String> present = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            if ((bits >> i & 1) == 1) {
                present.add(NativeChoice.known().get(i));
            }
        }
        return CPUS.stream().map(cpu -> new NativeChoice(present, cpu));
    }

    private static CpuLevel level(String name) {
        return name.contains("avx512") ? CpuLevel.AVX512 : name.contains("avx2") ? CpuLevel.AVX2 : CpuLevel.GENERIC;
    }

    @Test
    void known_areInOrderOfPreference() {
        assertThat(NativeChoice.known())
                .containsExactly("-onednn-avx512", "-onednn-avx2", "-onednn", "-avx512", "-avx2", "");
    }

    @Test
    void best_isTheFirstThatTheCpuRuns() {
        all().forEach(NativeChoiceTest::assertBest);
    }

    private static void assertBest(NativeChoice choice) {
        CpuLevel highest = choice.cpu().orElse(CpuLevel.GENERIC);
        Optional<String> expected = NativeChoice.known().stream()
                .filter(name -> choice.present().contains(name) && level(name).compareTo(highest) <= 0)
                .findFirst();
        if (expected.isPresent()) {
            assertThat(choice.best(null)).isEqualTo(expected.get());
        } else {
            assertThatThrownBy(() -> choice.best(null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This machine's CPU runs ND4J's native libraries up to " + highest.label()
                            + ", but the class path has only " + choice.names()
                            + ". Add org.nd4j:nd4j-native with a classifier that ends in -onednn.");
        }
    }

    @Test
    void wanted_isTakenOrRefusedNeverReplaced() {
        all().forEach(NativeChoiceTest::assertWanted);
    }

    private static void assertWanted(NativeChoice choice) {
        for (CpuLevel wanted : CpuLevel.values()) {
            Optional<String> expected = NativeChoice.known().stream()
                    .filter(name -> choice.present().contains(name) && level(name) == wanted)
                    .findFirst();
            boolean runs =
                    choice.cpu().isEmpty() || wanted.compareTo(choice.cpu().get()) <= 0;
            if (runs && expected.isPresent()) {
                assertThat(choice.best(wanted)).isEqualTo(expected.get());
            } else {
                assertThatThrownBy(() -> choice.best(wanted)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void wantedOneThatTheCpuLacks_isRefused() {
        NativeChoice choice = new NativeChoice(Set.of("-onednn-avx512"), Optional.of(CpuLevel.AVX2));
        assertThatThrownBy(() -> choice.best(CpuLevel.AVX512))
                .hasMessage("tandem.native is avx512, but this machine's CPU only runs avx2."
                        + " Set it to that, or leave it out.");
    }

    @Test
    void wantedOneThatTheClassPathLacks_isRefused() {
        NativeChoice choice = new NativeChoice(Set.of("", "-onednn"), Optional.of(CpuLevel.AVX512));
        assertThatThrownBy(() -> choice.best(CpuLevel.AVX2))
                .hasMessage("tandem.native is avx2, but the class path has only onednn, generic."
                        + " Add org.nd4j:nd4j-native with a classifier that ends in -onednn-avx2.");
    }

    @Test
    void label_unknown_isRefused() {
        assertThatThrownBy(() -> CpuLevel.labelled("sse"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid tandem.native: sse (must be generic, avx2 or avx512)");
        assertThat(CpuLevel.labelled("avx2")).isEqualTo(CpuLevel.AVX2);
    }
}
