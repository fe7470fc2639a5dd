package dev.tandem.config;

import dev.tandem.keras.Compile;
import dev.tandem.model.ModelSource;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.Transfer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes a job's model. */
record ModelPart(Builtins builtins, Problems problems) {

    Optional<TrainableModel> make(JobFile job) {
        if (!problems.isClean("model")) {
            return Optional.empty();
        }
        return untransferred(job).flatMap(model -> transferred(model, job));
    }

    private Optional<TrainableModel> untransferred(JobFile job) {
        if (job.model() instanceof ModelSection.Keras keras) {
            return make(() -> builtins.keras(keras.path(), compile(keras)));
        }
        return source(job).flatMap(source -> make(() -> builtins.model(source)));
    }

    private Optional<TrainableModel> transferred(TrainableModel model, JobFile job) {
        Optional<Named> other =
                job.model() instanceof ModelSection.SavedFile file ? file.optimizer() : Optional.empty();
        Optional<IUpdater> optimizer = other.flatMap(this::optimizer);
        try {
            TransferSection section = job.transfer();
            return Optional.of(new Transfer(section.newTop(), optimizer, section.freezing()).of(model));
        } catch (IllegalArgumentException e) {
            problems.add("model", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Compile compile(ModelSection.Keras keras) {
        return new Compile(
                keras.optimizer().map(named -> new Compile.Optimizer(named.name(), named.options())), keras.loss());
    }

    private interface Making {
        TrainableModel make() throws IOException;
    }

    private Optional<TrainableModel> make(Making making) {
        try {
            return Optional.of(making.make());
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
        return optimizer(zoo.optimizer())
                .map(optimizer ->
                        new ModelSource.OfZoo(zoo.name(), zoo.inputShape(), zoo.classes(), optimizer, seed, zoo.top()));
    }

    private Optional<IUpdater> optimizer(Named named) {
        try {
            return Optional.of(builtins.optimizer(named.name(), named.options()));
        } catch (IllegalArgumentException e) {
            problems.add(named.path(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
