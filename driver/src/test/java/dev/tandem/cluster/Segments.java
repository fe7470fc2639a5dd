package dev.tandem.cluster;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.PeerLostException;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Metrics;
import dev.tandem.model.ModelDefinition;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.TrainingState;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.Segment;
import dev.tandem.replica.BadBatchBudget;
import dev.tandem.replica.SegmentChain;
import dev.tandem.replica.SegmentWork;
import dev.tandem.task.RunData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A small network to train by single segments. */
public final class Segments {

    public static final SlotOptions SHORT = new SlotOptions(1, Duration.ofSeconds(60));

    private Segments() {}

    private static TrainableModel model() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(0.01))
                .list()
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(12)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return TrainableModel.of(network);
    }

    public static TrainingState start() {
        return model().state();
    }

    static ModelDefinition definition() {
        return model().definition();
    }

    public static SegmentRunner runner(
            JavaSparkContext spark, Sequence data, SlotOptions options, ProgressListener listener) {
        RunData run = new RunData(UUID.randomUUID().toString(), model().definition(), data, null);
        return new SegmentRunner(spark, run, options, listener);
    }

    /** A whole epoch as one segment. */
    public static SegmentChain epoch(Sequence data, int replicas, int epoch, TrainingState state) {
        EpochPlan plan = EpochPlan.of(data.length(), replicas, epoch, 7, true, 2);
        return work(plan.segment(0, plan.rounds()), state);
    }

    /** A whole epoch, cut after every so many rounds. Batches are read when they are needed, on the training thread. */
    public static SegmentChain chain(Sequence data, int replicas, int cutEvery, TrainingState state) {
        EpochPlan plan = EpochPlan.of(data.length(), replicas, 0, 7, true, 2);
        SegmentWork work = work(plan.segment(0, plan.rounds()), state).work();
        SegmentWork.FeedOptions feed = new SegmentWork.FeedOptions(0, 1, Duration.ofMinutes(1));
        return new SegmentChain(
                new SegmentWork(
                        work.segment(),
                        work.seed(),
                        feed,
                        work.averaging(),
                        work.metrics(),
                        0,
                        Double.NaN,
                        work.iteration(),
                        work.badBatches()),
                cutEvery);
    }

    /** Hears of each segment but the last, after those before. */
    @FunctionalInterface
    public interface Accepted {

        void all(List<SegmentResult> results) throws InterruptedException;
    }

    /** Trains an epoch as {@link #chain} has it from the start, and tells what each segment came to. */
    public static List<SegmentResult> train(
            SegmentRunner runner, Sequence data, int replicas, int cutEvery, Accepted accepted)
            throws InterruptedException {
        TrainingState start = start();
        SegmentChain ahead = chain(data, replicas, cutEvery, start);
        List<SegmentResult> results = new ArrayList<>(List.of(runner.run(ahead, start)));
        while (ahead.hasRest()) {
            accepted.all(results);
            ahead = ahead.rest();
            results.add(runner.run(ahead, last(results)));
        }
        return results;
    }

    /** What the last of several segments ended with. */
    public static TrainingState last(List<SegmentResult> results) {
        return results.get(results.size() - 1).state();
    }

    /** One round as a segment. */
    static SegmentChain round(Sequence data, int replicas, int round, TrainingState state) {
        return work(EpochPlan.of(data.length(), replicas, 0, 7, true, 2).segment(round, round + 1), state);
    }

    private static SegmentChain work(Segment segment, TrainingState state) {
        return SegmentChain.of(new SegmentWork(
                segment,
                7,
                SegmentWork.FeedOptions.STANDARD,
                AveragingOptions.STANDARD,
                List.of(Metrics.named("accuracy")),
                0,
                Double.NaN,
                state.iteration(),
                BadBatchBudget.NONE));
    }

    /** What a task throws when a machine is lost. */
    public static RuntimeException machineLost() {
        return new PeerLostException("a test pulls the plug");
    }
}
