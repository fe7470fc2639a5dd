package dev.tandem.train;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.factory.Nd4j;

/** Which programs made a state: its provenance. */
final class Versions {

    private Versions() {}

    static Map<String, String> ofThisProgram() {
        return Map.of(
                "tandem", of(Versions.class),
                "deeplearning4j", of(Model.class),
                "backend", Nd4j.getBackend().getClass().getSimpleName());
    }

    private static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("development");
    }
}
