package dev.tandem.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.train.CheckpointOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A job as records, all defaults filled in. {@code conf/reference.yaml} says what each key means.
 *
 * @param name of the run
 * @param seed of everything random
 * @param model what is trained
 * @param transfer what becomes of the model before it trains
 * @param data what on
 * @param fit how
 * @param averaging how replicas come to agree
 * @param metrics what is logged beside the loss
 * @param callbacks in the order in which they run
 * @param checkpoint when the state is committed, and what is kept
 * @param run what is left behind
 * @param spark settings for Spark, by their full names
 * @param resolved the same as a YAML tree
 */
public record JobFile(
        String name,
        long seed,
        ModelSection model,
        TransferSection transfer,
        DataSection data,
        FitSection fit,
        AveragingOptions averaging,
        List<Named> metrics,
        List<Named> callbacks,
        CheckpointOptions checkpoint,
        RunSection run,
        Map<String, String> spark,
        Map<String, Object> resolved) {

    static final List<String> KEYS = List.of(
            "name", "seed", "model", "data", "fit", "averaging", "metrics", "callbacks", "checkpoint", "run", "spark");

    public JobFile {
        metrics = List.copyOf(metrics);
        callbacks = List.copyOf(callbacks);
        spark = new LinkedHashMap<>(spark);
        resolved = new LinkedHashMap<>(resolved);
    }

    /** How many classes the model has, where that is known. */
    public OptionalInt classes() {
        if (transfer.newTop().isPresent()) {
            return OptionalInt.of(transfer.newTop().get().classes());
        }
        return model instanceof ModelSection.Zoo zoo ? OptionalInt.of(zoo.classes()) : OptionalInt.empty();
    }

    static JobFile read(Section job) {
        String name = job.required("name", Type.text(), "job");
        long seed = job.value("seed", Type.anyLong(), 0);
        Section model = job.section("model");
        JobFile read = new JobFile(
                name,
                seed,
                ModelSection.read(model),
                TransferSection.read(model, seed),
                DataSection.read(job.section("data")),
                FitSection.read(job.section("fit")),
                AveragingSection.read(job.section("averaging")),
                job.list("metrics", Type.named("a metric's name"), List.of("accuracy")),
                job.list("callbacks", Type.named("a callback's name"), List.of()),
                CheckpointSection.read(job.section("checkpoint")),
                RunSection.read(job.section("run"), name),
                spark(job),
                job.resolved());
        new Combinations(read, job).check();
        return read;
    }

    /** This job as YAML: nothing left to defaults or variables. Reading it gives the same job. */
    public String toYaml() {
        YAMLFactory factory = YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
        try {
            return new YAMLMapper(factory).writeValueAsString(resolved);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the job as YAML: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> spark(Section job) {
        Map<String, String> settings = job.value("spark", Type.texts(), Map.of());
        settings.keySet().stream()
                .filter(key -> !key.startsWith("spark."))
                .forEach(key ->
                        job.problem("spark." + key, "must be a setting's full name, such as spark.executor.memory"));
        return settings;
    }
}
