package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuLevelTest {

    private static final String AVX2 = "fpu sse2 fma avx f16c bmi1 avx2 bmi2";
    private static final String AVX512 = AVX2 + " avx512f avx512dq avx512cd avx512bw avx512vl";

    private static List<String> flags(String flags) {
        return List.of("processor\t: 0", "model name\t: any", "flags\t\t: " + flags, "bugs\t\t: none");
    }

    @Test
    void level_isThatOfTheFlags() {
        assertThat(CpuLevel.of(flags("fpu sse2 avx"))).contains(CpuLevel.GENERIC);
        assertThat(CpuLevel.of(flags(AVX2))).contains(CpuLevel.AVX2);
        assertThat(CpuLevel.of(flags(AVX512))).contains(CpuLevel.AVX512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fma", "f16c", "bmi1", "bmi2", "avx2", "avx"})
    void avx2_needsEachOfItsFlags(String flag) {
        assertThat(CpuLevel.of(flags((AVX512 + " ").replace(" " + flag + " ", " "))))
                .contains(CpuLevel.GENERIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl"})
    void avx512_needsEachOfItsFlags(String flag) {
        assertThat(CpuLevel.of(flags((AVX512 + " ").replace(" " + flag + " ", " "))))
                .contains(CpuLevel.AVX2);
    }

    @Test
    void unlikeCores_countAsTheWeakest() {
        assertThat(CpuLevel.of(List.of("flags : " + AVX512, "flags : " + AVX2))).contains(CpuLevel.AVX2);
    }

    @Test
    void otherProcessors_areUnknown() {
        assertThat(CpuLevel.of(List.of("processor : 0", "Features : fp asimd"))).isEmpty();
    }
}
