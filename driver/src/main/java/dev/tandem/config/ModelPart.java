package dev.tandem.config;

import dev.tandem.model.ModelSource;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a job's model. */
record ModelPart(Builtins builtins, Problems problems) {

    Optional<TrainableModel> make(JobFile job) {
        if (!problems.isClean("model")) {
            return Optional.empty();
        }
        return source(job).flatMap(this::make);
    }

    private Optional<TrainableModel> make(ModelSource source) {
        try {
            return Optional.of(builtins.model(source));
        } catch (IOException | IllegalArgumentException e) {
            problems.add("model", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<ModelSource> source(JobFile job) {
        if (job.model() instanceof ModelSection.SavedFile file) {
            return Optional.of(new ModelSource.OfFile(file.path()));
        }
        if (job.model() instanceof ModelSection.UserClass own) {
            Map<String, Object> options = new LinkedHashMap<>(own.named().options());
            return Optional.of(new ModelSource.OfClass(own.named().name(), options));
        }
        return zoo((ModelSection.Zoo) job.model(), job.seed());
    }

    private Optional<ModelSource> zoo(ModelSection.Zoo zoo, long seed) {
        try {
            return Optional.of(new ModelSource.OfZoo(
                    zoo.name(),
                    zoo.inputShape(),
                    zoo.classes(),
                    builtins.optimizer(zoo.optimizer().name(), zoo.optimizer().options()),
                    seed));
        } catch (IllegalArgumentException e) {
            problems.add(zoo.optimizer().path(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
