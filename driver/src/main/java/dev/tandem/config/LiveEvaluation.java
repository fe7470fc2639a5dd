package dev.tandem.config;

import dev.tandem.data.Sequence;
import dev.tandem.metric.Metric;
import dev.tandem.model.ModelSource;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What is needed to evaluate a trained model with a job's data, encoded as the model remembers.
 *
 * @param model with its values
 * @param remembered of its data
 * @param part the data's path in the job file
 * @param data unwritten, if it is a query's
 * @param metrics in the order of the logs
 */
public record LiveEvaluation(
        TrainableModel model, Remembered remembered, String part, Sequence data, List<Metric> metrics) {

    public LiveEvaluation {
        metrics = List.copyOf(metrics);
    }

    /** The path of a job's data to evaluate: {@code data.test}, else {@code data.validation}. */
    public static String part(JobFile job) {
        return job.data().test().isPresent() ? "data.test" : "data.validation";
    }

    /** The section at {@link #part}. */
    public static Optional<SourceSection> section(JobFile job) {
        return job.data().test().or(() -> job.data().validation());
    }

    /**
     * Makes the parts and adds what is wrong with them to the mistakes found so far; does not start Spark.
     *
     * @param file the model's
     * @param givenBy the option or key that says so
     * @throws JobFileException with every mistake, if there are any
     */
    public static LiveEvaluation make(JobFile job, String file, String givenBy, Builtins builtins, Problems problems) {
        String part = part(job);
        if (section(job).isEmpty()) {
            problems.add("data", "has neither validation nor test: there is nothing to evaluate");
        }
        List<Metric> metrics = new MetricParts(builtins, problems).make(job.metrics());
        Remembered remembered = Remembered.read(givenBy, file, builtins, problems);
        Optional<TrainableModel> model = model(file, givenBy, builtins, problems);
        Optional<Sequence> data = section(job)
                .flatMap(section -> new DataParts(job, builtins, problems).remembered(part, section, remembered));
        data.flatMap(opened -> remembered.mistake(part, opened.notes()))
                .ifPresent(mistake -> problems.add(part, mistake));
        problems.throwIfAny();
        return new LiveEvaluation(model.orElseThrow(), remembered, part, data.orElseThrow(), metrics);
    }

    static Optional<TrainableModel> model(String file, String givenBy, Builtins builtins, Problems problems) {
        if (!problems.isClean(givenBy)) {
            return Optional.empty();
        }
        try {
            return Optional.of(builtins.model(new ModelSource.OfFile(file)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(givenBy, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What differs from the data that the model was trained on. */
    public List<String> warnings(Sequence complete) {
        return remembered.warnings(part, complete.notes());
    }
}
