package dev.tandem.model;

import java.util.Optional;
import java.util.function.Function;

/** For which kind of CPU OpenBLAS and oneDNN compute: the one that the environment asks for, else that of this machine. */
public final class NativeKernels {

    private static final String OPENBLAS = "OPENBLAS_CORETYPE";
    private static final String ONEDNN = "DNNL_MAX_CPU_ISA";

    private NativeKernels() {}

    /** In words, such as {@code OpenBLAS for Haswell, oneDNN for avx2}: equal words, equal bits. */
    public static String inUse() {
        return of(
                name -> Optional.ofNullable(System.getenv(name)),
                CpuLevel.ofThisMachine().map(CpuLevel::label).orElse("unknown"));
    }

    static String of(Function<String, Optional<String>> environment, String cpu) {
        return "OpenBLAS for " + environment.apply(OPENBLAS).orElse(cpu) + ", oneDNN for "
                + environment.apply(ONEDNN).orElse(cpu);
    }
}
