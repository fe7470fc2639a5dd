package dev.tandem.config;

import dev.tandem.cluster.SlotOptions;
import dev.tandem.data.ClassWeights;
import dev.tandem.plan.AverageEvery;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code fit:} how long and by how many replicas the model is trained; Keras's names and defaults where Keras has the thing.
 *
 * @param epochs the epoch after which training ends, from 1
 * @param replicas how many copies of the model train side by side
 * @param averageEvery local steps between two averages, by epoch
 * @param shuffle whether each epoch has its own order of batches
 * @param workers threads per replica that read batches ahead; 0 reads on the training thread
 * @param maxQueueSize batches that may lie ready per replica
 * @param verbose 0 silent, 1 a progress bar, 2 a line per epoch
 * @param initialEpoch epochs to leave out, for going on with a trained model
 * @param stepsPerEpoch batches in an epoch over all replicas; empty for one pass
 * @param validationSteps batches to validate with; empty for all
 * @param validationFrequency after which epochs to validate
 * @param classWeights what samples weigh in training by their class
 * @param batchTimeout seconds after which a batch that is still being read counts as one that cannot be read
 * @param minTasks fewest tasks to share the replicas when executors are lost
 * @param slotWait seconds to wait for so many
 * @param maxBadBatches how many batches that cannot be trained on may be skipped in the whole run; empty if the first one fails it
 */
public record FitSection(
        int epochs,
        int replicas,
        AverageEvery averageEvery,
        boolean shuffle,
        int workers,
        int maxQueueSize,
        int verbose,
        int initialEpoch,
        Optional<Integer> stepsPerEpoch,
        Optional<Integer> validationSteps,
        ValidationFrequency validationFrequency,
        ClassWeights classWeights,
        int batchTimeout,
        int minTasks,
        int slotWait,
        Optional<Integer> maxBadBatches) {

    /**
     * Keras's {@code validation_freq}.
     *
     * @param every each how many epochs; 0 if they are listed
     * @param epochs the listed ones, from 1
     */
    public record ValidationFrequency(int every, List<Integer> epochs) {

        private static final Type<ValidationFrequency> TYPE = (path, value) -> value instanceof List<?>
                ? new ValidationFrequency(
                        0,
                        Type.integers("a list of epochs, counted from 1", 1, Integer.MAX_VALUE)
                                .read(path, value))
                : new ValidationFrequency(Type.integer(1).read(path, value), List.of());
    }

    private static final Type<ClassWeights> CLASS_WEIGHTS = (path, value) -> new ClassWeights(
            Type.byInteger("weights by class ({0: 1.0, 3: 2.5})", Type.number()).read(path, value));

    private static final int MAX_BAD_BATCHES = 10;

    static FitSection read(Section fit) {
        FitSection read = new FitSection(
                fit.value("epochs", Type.integer(1), 1),
                fit.value("replicas", Type.integer(1), 1),
                fit.value("average_every", FitSection::averageEvery, 1),
                fit.value("shuffle", Type.flag(), true),
                fit.value("workers", Type.integer(0), 1),
                fit.value("max_queue_size", Type.integer(1), 10),
                fit.value("verbose", Type.oneOf(List.of(0, 1, 2)), 1),
                fit.value("initial_epoch", Type.integer(0), 0),
                fit.optional("steps_per_epoch", Type.integer(1)),
                fit.optional("validation_steps", Type.integer(1)),
                fit.value("validation_freq", ValidationFrequency.TYPE, 1),
                fit.optional("class_weight", CLASS_WEIGHTS).orElse(ClassWeights.NONE),
                fit.value("batch_timeout", Type.integer(1), 300),
                fit.value("min_tasks", Type.integer(1), 1),
                fit.value("slot_wait", Type.integer(1), 120),
                maxBadBatches(fit));
        read.check(fit);
        return read;
    }

    private static AverageEvery averageEvery(String path, Object value) {
        return value instanceof Map<?, ?>
                ? new AverageEvery(Type.byInteger("steps by epoch ({0: 1, 5: 16})", Type.integer(1))
                        .read(path, value))
                : AverageEvery.steps(Type.integer(1).read(path, value));
    }

    private static Optional<Integer> maxBadBatches(Section fit) {
        boolean skips = fit.value("on_bad_batch", Type.oneOf(List.of("fail", "skip")), "fail")
                .equals("skip");
        if (skips) {
            return Optional.of(fit.value("max_bad_batches", Type.integer(1), MAX_BAD_BATCHES));
        }
        if (fit.has("max_bad_batches") && fit.isClean("on_bad_batch")) {
            fit.problem("max_bad_batches", "needs fit.on_bad_batch: skip, but that is fail");
        }
        return Optional.empty();
    }

    /** How batches are read ahead. */
    public FeedOptions feed() {
        return new FeedOptions(workers, maxQueueSize, Duration.ofSeconds(batchTimeout));
    }

    /** What the run asks of the cluster. */
    public SlotOptions slots() {
        return new SlotOptions(minTasks, Duration.ofSeconds(slotWait));
    }

    /** The mistakes of values that are each right alone. */
    private void check(Section fit) {
        if (minTasks > replicas && fit.isClean("min_tasks") && fit.isClean("replicas")) {
            fit.problem(
                    "min_tasks",
                    "is " + minTasks + " but fit.replicas is " + replicas + ": a task needs a replica to train");
        }
        if (initialEpoch >= epochs && fit.isClean("epochs") && fit.isClean("initial_epoch")) {
            fit.problem(
                    "initial_epoch",
                    "is " + initialEpoch + " but training ends with epoch " + epochs + ": it must be below fit.epochs");
        }
        if (stepsPerEpoch.isPresent() && stepsPerEpoch.get() < replicas && fit.isClean("replicas")) {
            fit.problem(
                    "replicas",
                    "is " + replicas + " but fit.steps_per_epoch is " + stepsPerEpoch.get()
                            + ": each replica needs a batch of its own");
        }
    }
}
