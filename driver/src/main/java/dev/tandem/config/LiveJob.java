package dev.tandem.config;

import dev.tandem.callback.Callback;
import dev.tandem.callback.KnownMetrics;
import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.metric.Metric;
import dev.tandem.model.TrainableModel;
import java.util.List;
import java.util.Optional;

/**
 * A job's parts, ready to train.
 *
 * @param model with its first values
 * @param remembered what the file that the model comes from remembers of its data
 * @param train what is trained on
 * @param validation what each epoch is validated with
 * @param metrics in the order of the logs
 * @param callbacks in the order in which they run
 */
public record LiveJob(
        TrainableModel model,
        Remembered remembered,
        TrainingData train,
        Optional<Sequence> validation,
        List<Metric> metrics,
        List<Callback> callbacks) {

    public LiveJob {
        metrics = List.copyOf(metrics);
        callbacks = List.copyOf(callbacks);
    }

    /**
     * Makes the parts and adds what is wrong with them to the mistakes found so far; starts neither Spark nor training.
     *
     * @throws JobFileException with every mistake of the job file, if it has any
     */
    public static LiveJob make(JobFile job, Builtins builtins, Problems problems) {
        List<Metric> metrics = new MetricParts(builtins, problems).make(job.metrics());
        KnownMetrics known = MetricParts.known(metrics, job.data().validation().isPresent());
        CheckpointSection.check(job.checkpoint(), known, problems);
        List<Callback> callbacks = new CallbackParts(problems).make(job.callbacks(), known);
        ModelPart model = new ModelPart(builtins, problems);
        Optional<TrainableModel> made = model.make(job);
        DataParts data = new DataParts(job, builtins, problems);
        Optional<TrainingData> train = data.train();
        Optional<Sequence> validation = data.validation(train);
        Remembered remembered = Remembered.of(job, builtins, problems);
        train.flatMap(opened -> remembered.mistake("data.train", DataNotes.of(opened)))
                .ifPresent(mistake -> problems.add("model.file", mistake));
        problems.throwIfAny();
        return new LiveJob(made.orElseThrow(), remembered, train.orElseThrow(), validation, metrics, callbacks);
    }

    /** This job with all of its data there, after Spark has written and measured them. */
    public LiveJob with(TrainingData newTrain, Optional<Sequence> newValidation) {
        remembered.mistake("data.train", DataNotes.of(newTrain)).ifPresent(mistake -> {
            throw new IllegalArgumentException("model.file: " + mistake);
        });
        return new LiveJob(model, remembered, newTrain, newValidation, metrics, callbacks);
    }

    /** What the model file is to remember: the training data's notes, or those that it had where they have none. */
    public DataNotes notes() {
        DataNotes own = DataNotes.of(train);
        return own.equals(DataNotes.NONE) ? remembered.notes() : own;
    }

    /** What is done to the data otherwise than it was to those that the model was trained on before. */
    public List<String> warnings() {
        return remembered.warnings("data.train", DataNotes.of(train));
    }

    /**
     * Makes the training data alone.
     *
     * @throws JobFileException with every mistake that was found, if there are any
     */
    public static TrainingData trainingData(JobFile job, Builtins builtins, Problems problems) {
        Optional<TrainingData> train = new DataParts(job, builtins, problems).train();
        problems.throwIfAny();
        return train.orElseThrow();
    }
}
