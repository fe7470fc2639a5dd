package dev.tandem.config;

import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.util.Optional;

/** Makes a job's model. */
record ModelPart(Builtins builtins, Problems problems) {

    Optional<TrainableModel> make(JobFile job) {
        if (!problems.isClean("model")) {
            return Optional.empty();
        }
        try {
            return Optional.of(builtins.model(job.model(), job.seed()));
        } catch (IOException | IllegalArgumentException e) {
            problems.add("model", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
