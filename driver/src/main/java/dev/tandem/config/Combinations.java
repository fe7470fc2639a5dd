package dev.tandem.config;

import dev.tandem.config.SourceSection.Generator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mistakes of sections that are each right alone.
 *
 * @param job as read
 * @param report the job's root section, which takes the mistakes
 */
record Combinations(JobFile job, Section report) {

    void check() {
        if (job.data().validation().isEmpty() && job.fit().validationSteps().isPresent()) {
            report.problem("fit.validation_steps", "needs data.validation, which is missing");
        }
        checkGenerators();
        checkOverlap();
        checkImageSize("data.train", job.data().train().imageSize());
        checkEvaluated("data.validation", job.data().validation());
        checkEvaluated("data.test", job.data().test());
    }

    private void checkGenerators() {
        if (job.data().train().source() instanceof Generator
                && job.fit().stepsPerEpoch().isEmpty()
                && report.isClean("fit.steps_per_epoch")) {
            report.problem(
                    "fit.steps_per_epoch",
                    "is missing: a generator has no length, so say how many batches over all replicas make an epoch");
        }
        if (job.data().train().source() instanceof Generator
                && job.fit().maxBadBatches().isPresent()) {
            report.problem("fit.on_bad_batch", "must be fail: a generator cannot go on after a failure");
        }
    }

    /** What is evaluated must always be the same. */
    private void checkEvaluated(String path, Optional<SourceSection> source) {
        if (source.isPresent() && source.get().source() instanceof Generator) {
            report.problem(
                    path + ".generator",
                    "is for training only: validate with a Sequence (class), of which each batch is evaluated once");
        }
        if (source.isPresent() && !source.get().augment().isEmpty()) {
            report.problem(path + ".augment", "is for data.train only: validation must always be the same");
        }
        checkImageSize(path, source.flatMap(SourceSection::imageSize));
    }

    private void checkOverlap() {
        if (job.averaging().overlap() && job.checkpoint().isByClock() && report.isClean("checkpoint.every")) {
            report.problem(
                    "averaging.overlap",
                    "is true but checkpoint.every is a time: replicas agree where the run is cut for a commit, so the result"
                            + " would depend on the clock. Give checkpoint.every as epoch or in rounds");
        }
    }

    private void checkImageSize(String path, Optional<Map.Entry<String, List<Integer>>> size) {
        if (size.isPresent()
                && job.model() instanceof ModelSection.Zoo zoo
                && report.isClean("model")
                && report.isClean(path)
                && !zoo.inputShape().equals(size.get().getValue())) {
            report.problem(
                    "model.input_shape",
                    "is " + zoo.inputShape() + " but " + path + "." + size.get().getKey() + ".image_size is "
                            + size.get().getValue() + ": both must be the same");
        }
    }
}
