package dev.tandem.config;

import dev.tandem.callback.Callback;
import dev.tandem.callback.KnownMetrics;
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
 * @param train what is trained on
 * @param validation what each epoch is validated with
 * @param metrics in the order of the logs
 * @param callbacks in the order in which they run
 */
public record LiveJob(
        TrainableModel model,
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
        problems.throwIfAny();
        return new LiveJob(made.orElseThrow(), train.orElseThrow(), validation, metrics, callbacks);
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
