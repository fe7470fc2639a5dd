package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.callback.CSVLogger;
import dev.tandem.callback.Callback;
import dev.tandem.callback.CallbackException;
import dev.tandem.callback.Control;
import dev.tandem.callback.EarlyStopping;
import dev.tandem.callback.EventLogger;
import dev.tandem.callback.History;
import dev.tandem.callback.LearningRateScheduler;
import dev.tandem.callback.ModelCheckpoint;
import dev.tandem.callback.ReduceLROnPlateau;
import dev.tandem.callback.TerminateOnNaN;
import dev.tandem.metric.Logs;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.AverageEvery;
import dev.tandem.train.SmallRun.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs with dropout, Adam and all callbacks, broken off at each commit of several epochs and started again. */
@Tag("cluster")
final class CutRunTest {

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    @TempDir
    private Path temporary;

    /** What is trained, and how. */
    enum Case {
        MLP(Network.MLP),
        LENET(Network.LENET),
        /** Two rounds of two steps, then four of one, committed in pairs: overlap has something to overlap. */
        OVERLAPPING_MLP(Network.MLP) {
            @Override
            Trainer set(Trainer trainer) {
                return trainer.averageEvery(new AverageEvery(Map.of(0, 2, 1, 1)))
                        .averaging(AveragingOptions.STANDARD
                                .withOuter(new OuterOptimizer.Nesterov(0.8, 0.5))
                                .overlapping())
                        .checkpoint(SmallRun.every(2));
            }
        };

        final Network network;

        Case(Network network) {
            this.network = network;
        }

        Trainer set(Trainer trainer) {
            return trainer;
        }
    }

    /** Fails at the end of a segment, counted from 1; never if there is none. */
    private static final class Crash implements Callback {
        private final OptionalInt at;
        private int segments;

        Crash(OptionalInt at) {
            this.at = at;
        }

        @Override
        public void onSegmentEnd(int batch, Logs logs, Control control) {
            segments++;
            if (at.isPresent() && segments == at.getAsInt()) {
                throw new IllegalStateException("power cut");
            }
        }
    }

    private static History fit(Case what, MultiLayerNetwork network, Path directory, OptionalInt cut)
            throws InterruptedException {
        Trainer trainer = SmallRun.trainer(SPARK.context(), network, directory);
        FitOptions options = FitOptions.epochs(4)
                .validation(what.network.samples(20, 7))
                .callbacks(
                        new Crash(cut),
                        TerminateOnNaN.create(),
                        LearningRateScheduler.of((epoch, learningRate) -> 0.9 * learningRate),
                        ReduceLROnPlateau.create()
                                .monitor("val_loss")
                                .factor(0.5)
                                .patience(1)
                                .minDelta(0.02),
                        ModelCheckpoint.at(directory + "/{epoch:02d}.zip")
                                .monitor("val_loss")
                                .saveBestOnly(),
                        EarlyStopping.create().monitor("val_loss").patience(3).restoreBestWeights(),
                        CSVLogger.at(directory + "/log.csv"),
                        EventLogger.at(directory + "/events.jsonl"));
        return what.set(trainer).fit(what.network.samples(44, 4), options);
    }

    private record Outcome(String hash, String csv, String ledger, History history) {}

    /** Trains four epochs of two segments, crashing at a segment and starting the same again. */
    private Outcome cutAt(OptionalInt segment, Case what) throws IOException, InterruptedException {
        Path directory = temporary.resolve("cut" + segment);
        if (segment.isPresent()) {
            assertThatThrownBy(() -> fit(what, what.network.initialized(), directory, segment))
                    .isInstanceOf(CallbackException.class);
        }
        MultiLayerNetwork network = what.network.initialized();
        History history = fit(what, network, directory, OptionalInt.empty());
        String hash = TrainableModel.of(network).state().parametersSha256();
        String ledger = Files.readString(directory.resolve("ledger.jsonl")).replaceAll("\"attempt\":\\d+", "");
        return new Outcome(hash, Files.readString(directory.resolve("log.csv")), ledger, history);
    }

    @ParameterizedTest
    @EnumSource
    void runCutAnywhere_andStartedAgain_endsAsTheUncutOne(Case what) throws IOException, InterruptedException {
        Outcome whole = cutAt(OptionalInt.empty(), what);
        for (int segment = 1; segment <= 7; segment++) {
            Outcome cut = cutAt(OptionalInt.of(segment), what);

            assertThat(cut.hash()).as("cut at %d", segment).isEqualTo(whole.hash());
            assertThat(cut.csv()).as("cut at %d", segment).isEqualTo(whole.csv());
            assertThat(cut.ledger()).as("cut at %d", segment).isEqualTo(whole.ledger());
            assertThat(cut.history().values())
                    .as("cut at %d", segment)
                    .isEqualTo(whole.history().values());
        }
    }
}
