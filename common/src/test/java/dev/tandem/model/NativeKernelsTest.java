package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NativeKernelsTest {

    @Test
    void libraries_chooseByTheCpu() {
        assertThat(of(Map.of(), "avx512")).isEqualTo("OpenBLAS for avx512, oneDNN for avx512");
    }

    @Test
    void oneAskedForByTheEnvironment_wins() {
        assertThat(of(Map.of("OPENBLAS_CORETYPE", "Haswell"), "avx512"))
                .isEqualTo("OpenBLAS for Haswell, oneDNN for avx512");
        assertThat(of(Map.of("DNNL_MAX_CPU_ISA", "AVX2"), "avx512")).isEqualTo("OpenBLAS for avx512, oneDNN for AVX2");
    }

    @Test
    void unlikeCpusAskedForTheSame_areAlike() {
        Map<String, String> both = Map.of("OPENBLAS_CORETYPE", "Haswell", "DNNL_MAX_CPU_ISA", "AVX2");
        assertThat(of(both, "avx2")).isEqualTo(of(both, "avx512"));
    }

    private static String of(Map<String, String> environment, String cpu) {
        return NativeKernels.of(name -> Optional.ofNullable(environment.get(name)), cpu);
    }
}
