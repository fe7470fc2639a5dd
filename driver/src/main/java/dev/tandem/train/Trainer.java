package dev.tandem.train;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.callback.CallbackList;
import dev.tandem.callback.History;
import dev.tandem.callback.KnownMetrics;
import dev.tandem.cluster.Cluster;
import dev.tandem.cluster.SegmentRunner;
import dev.tandem.cluster.SlotOptions;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.metric.Logs;
import dev.tandem.model.Freezing;
import dev.tandem.model.ModelNotes;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.AverageEvery;
import dev.tandem.replica.Predictor;
import dev.tandem.replica.SegmentWork.FeedOptions;
import dev.tandem.report.Reporter;
import dev.tandem.report.Reporters;
import dev.tandem.task.RunData;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a DL4J model on Spark with replicas that stay in step.
 *
 * <pre>
 * History history = Trainer.on(spark)
 *         .model(network)
 *         .replicas(4)
 *         .averageEvery(8)
 *         .fit(train, FitOptions.epochs(5).validation(test));
 * </pre>
 *
 * <p>The network is trained in place: when {@link #fit} returns, it holds the averaged parameters and optimizer state. The result
 * depends on the model, the data, the seed and the number of replicas; never on how many executors there are. An average weighs each
 * replica by the samples that it trained on, whatever weights these have.
 */
public final class Trainer {

    private final JavaSparkContext spark;
    private @Nullable Model model;
    private @Nullable Freezing freezing;
    private int replicas = 1;
    private AverageEvery averageEvery = AverageEvery.steps(1);
    private AveragingOptions averaging = AveragingOptions.STANDARD;
    private @Nullable DataNotes notes;
    private long seed;
    private String name = "tandem";
    private @Nullable String runDirectory;
    private SlotOptions slots = SlotOptions.STANDARD;
    private CheckpointOptions checkpoint = CheckpointOptions.STANDARD;
    private Resume resume = new Resume.Automatically();
    private Reporter reporter = Reporters.silent();

    private Trainer(JavaSparkContext spark) {
        this.spark = spark;
    }

    /** Trains on this Spark; of a {@code SparkSession}, hand over {@code session.sparkContext()}. */
    public static Trainer on(SparkContext spark) {
        return new Trainer(JavaSparkContext.fromSparkContext(spark));
    }

    /** Trains on this Spark. */
    public static Trainer on(JavaSparkContext spark) {
        return new Trainer(spark);
    }

    /** Trains on this Spark application. */
    public static Trainer on(Cluster cluster) {
        return new Trainer(cluster.context());
    }

    /** The network to train: an initialised {@code MultiLayerNetwork} or {@code ComputationGraph}. Required. */
    public Trainer model(Model network) {
        this.model = network;
        this.freezing = null;
        return this;
    }

    /** The model to train, with the layers that do not train at first. */
    public Trainer model(TrainableModel trainable) {
        this.model = trainable.network();
        this.freezing = trainable.definition().freezing();
        return this;
    }

    /** Logical copies of the model; results depend on this number, so it belongs to the job, not to the cluster. Default 1. */
    public Trainer replicas(int count) {
        this.replicas = atLeastOne("replicas", count);
        return this;
    }

    /** Local steps between two averages. Default 1. */
    public Trainer averageEvery(int steps) {
        return averageEvery(AverageEvery.steps(steps));
    }

    /** Local steps between two averages, by epoch. */
    public Trainer averageEvery(AverageEvery schedule) {
        this.averageEvery = schedule;
        return this;
    }

    /**
     * How replicas come to agree. Default: the plain average in full precision, before the next round begins.
     *
     * <p>With overlap, replicas agree at the end of each segment, so the result also depends on {@link CheckpointOptions} in rounds and on
     * callbacks that look at the model within an epoch. Commits by the clock are refused then: no run could be repeated.
     */
    public Trainer averaging(AveragingOptions options) {
        this.averaging = options;
        return this;
    }

    /** Seeds the order of batches and all random numbers in training. Default 0. */
    public Trainer seed(long newSeed) {
        this.seed = newSeed;
        return this;
    }

    /** A name for messages and for the summary. */
    public Trainer name(String newName) {
        this.name = newName;
        return this;
    }

    /** Where to write history, ledger, summary and the trained model: any Hadoop path. Default: nowhere. */
    public Trainer runDirectory(String path) {
        this.runDirectory = path;
        return this;
    }

    /** How many tasks must share the replicas at least, and how long to wait for them. Default: one, two minutes. */
    public Trainer slots(SlotOptions options) {
        this.slots = options;
        return this;
    }

    /** When to commit to the run directory. Default: after every epoch. */
    public Trainer checkpoint(CheckpointOptions options) {
        this.checkpoint = options;
        return this;
    }

    /** What to do with commits that are there. Default: go on from the newest. */
    public Trainer resume(Resume newResume) {
        this.resume = newResume;
        return this;
    }

    /** What model files remember of the data. Default: the {@link dev.tandem.data.Sequence#notes()} of the training data. */
    public Trainer notes(DataNotes newNotes) {
        this.notes = newNotes;
        return this;
    }

    /** Shows progress. Default: silent. */
    public Trainer reporter(Reporter newReporter) {
        this.reporter = newReporter;
        return this;
    }

    /**
     * Trains for the wanted epochs, or until a callback stops.
     *
     * @param train what to train on; each batch of a Sequence once an epoch, {@code steps_per_epoch} batches of a generator
     * @throws IllegalArgumentException if a callback monitors what will not be in the logs, or sizes do not fit
     * @throws TrainingFaultException if the loss is not finite or a batch cannot be trained on
     * @throws dev.tandem.cluster.TrainingFailedException if the cluster failed beyond repair
     */
    public History fit(TrainingData train, FitOptions options) throws InterruptedException {
        checkpoint.requireFixedCuts(averaging);
        TrainableModel trainable = trainable();
        RunControl control = new RunControl(
                trainable, spark.hadoopConfiguration(), new RunAccess(checkpoint.timeout()), reporter::line);
        control.accept(
                control.state().withOuterState(new float[averaging.outer().stateCount(trainable.parameterCount())]));
        control.remember(ModelNotes.asSaved(notes == null ? DataNotes.of(train) : notes));
        FitPlan plan = new FitPlan(train, replicas, averageEvery, averaging, seed, options);
        RunRecord record = new RunRecord(name, runDirectory, plan, control, reporter);
        History history = new History();
        KnownMetrics metrics = RunRecord.knownMetrics(options);
        CallbackList callbacks = record.callbacks(options.callbacks(), history);
        callbacks.check(metrics);
        Map<String, String> identity = plan.identity(trainable.definition(), checkpoint);
        RunParts run = new RunParts(name, identity, control, callbacks, record, metrics, options.epochs());
        TrainingData weighed = options.classWeights().on(train);
        RunData data = new RunData(
                UUID.randomUUID().toString(),
                trainable.definition(),
                weighed,
                options.validation().data());
        try (SegmentRunner runner = new SegmentRunner(spark, data, slots, record);
                Checkpoints checkpoints = Checkpoints.of(runDirectory, checkpoint, resume, run)) {
            new FitLoop(plan, runner, run, checkpoints).run();
        } catch (RuntimeException | InterruptedException e) {
            record.failed(e);
            throw e;
        } finally {
            trainable.restore(control.state());
        }
        record.finished();
        return history;
    }

    /** As the other one, for a generator that is written as a lambda. */
    public History fit(BatchGenerator train, FitOptions options) throws InterruptedException {
        return fit((TrainingData) train, options);
    }

    /**
     * Evaluates the model as the validation of a fit does, as Keras's {@code model.evaluate}: shared out over {@link #replicas}, merged
     * exactly. With as many replicas and the same parameters it gives the same bits.
     *
     * @return {@code loss} and the metrics
     * @throws TrainingFaultException if a batch cannot be read or does not fit the model
     * @throws dev.tandem.cluster.TrainingFailedException if the cluster failed beyond repair
     */
    public Logs evaluate(Sequence data, EvaluateOptions options) throws InterruptedException {
        TrainableModel trainable = trainable();
        Evaluation evaluation = new Evaluation(data, replicas, options);
        try (SegmentRunner runner = new SegmentRunner(
                spark, evaluation.runData(trainable.definition()), slots, (steps, samples, lossSum) -> {})) {
            return evaluation.run(runner, trainable.state());
        }
    }

    /**
     * Predictions for all of a Sequence in its order, as Keras's {@code model.predict}: one array for each output. They are made on the
     * driver, and must fit into its memory; {@code tandem predict} shares them out over executors.
     *
     * @throws dev.tandem.feed.BadBatchException if a batch cannot be read or does not fit the model
     */
    public List<INDArray> predict(Sequence data) throws InterruptedException {
        return new Predictor(trainable(), FeedOptions.STANDARD).predict(data);
    }

    private TrainableModel trainable() {
        if (model == null) {
            throw new IllegalStateException("There is no model: call model(network) first");
        }
        return freezing == null ? TrainableModel.of(model) : TrainableModel.of(model, freezing);
    }

    private static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid " + option + ": " + value + " (must be >= 1)");
        }
        return value;
    }
}
