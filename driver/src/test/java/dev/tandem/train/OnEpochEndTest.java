package dev.tandem.train;

import static dev.tandem.train.Fits.DATA;
import static dev.tandem.train.Fits.fit;
import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static dev.tandem.train.Fits.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Sequence that changes itself after each pass changes alike on all copies. */
@Tag("cluster")
final class OnEpochEndTest {

    @TempDir
    Path folder;

    @Test
    void onEpochEnd_isCalledOnEveryCopyBeforeItsNextEpoch() throws InterruptedException {
        FitOptions options = FitOptions.epochs(3);
        String threads = trained("local[2]", new Reshuffled(DATA, 9), options);

        assertThat(trained("local-cluster[2,1,1024]", new Reshuffled(DATA, 9), options))
                .isEqualTo(threads);
        assertThat(trained("local[1]", new Reshuffled(DATA, 9), options)).isEqualTo(threads);
        assertThat(trained("local[2]", new Reshuffled(DATA, 0), options)).isNotEqualTo(threads);
        assertThat(trained("local[2]", new Reshuffled(DATA, 1), options)).isNotEqualTo(threads);
    }

    @Test
    void onEpochEnd_wasCalledForTheEpochsBeforeTheFirst() throws InterruptedException {
        MultiLayerNetwork uncut = network(true);
        MultiLayerNetwork cut = network(true);
        fit("local[2]", uncut, new Reshuffled(DATA, 9), FitOptions.epochs(3));

        fit("local[2]", cut, new Reshuffled(DATA, 9), FitOptions.epochs(1));
        fit("local[2]", cut, new Reshuffled(DATA, 9), FitOptions.epochs(3).initialEpoch(1));

        assertThat(hash(cut)).isEqualTo(hash(uncut));
    }

    /** A copy that forgets its passes would differ: this one fails once, on whatever executor, in the second epoch. */
    private static final class LostOnce implements Sequence {
        private static final long serialVersionUID = 1;
        private final Reshuffled data;
        private final String marker;
        private int passes;

        LostOnce(Reshuffled data, Path marker) {
            this.data = data;
            this.marker = marker.toString();
        }

        @Override
        public int length() {
            return data.length();
        }

        @Override
        public Batch get(int index) {
            if (passes == 1 && index == 7 && Path.of(marker).toFile().delete()) {
                Runtime.getRuntime().halt(9);
            }
            return data.get(index);
        }

        @Override
        public void onEpochEnd() {
            passes++;
            data.onEpochEnd();
        }
    }

    @Test
    void onEpochEnd_isRepeatedOnACopyThatReplacesALostOne() throws InterruptedException, IOException {
        Path marker = Files.createFile(folder.resolve("alive"));

        String lost =
                trained("local-cluster[2,1,1024]", new LostOnce(new Reshuffled(DATA, 9), marker), FitOptions.epochs(3));

        assertThat(marker).doesNotExist();
        assertThat(lost).isEqualTo(trained("local[2]", new Reshuffled(DATA, 9), FitOptions.epochs(3)));
    }

    @Test
    void passWithinAnEpoch_isEndedBeforeTheNextEpoch() throws InterruptedException {
        // 10 batches a pass, 15 an epoch: one pass is complete before the second epoch, three before the third.
        FitOptions options = FitOptions.epochs(2).stepsPerEpoch(15).order(FitOptions.Order.SEQUENTIAL);
        assertThat(trained("local[2]", new Reshuffled(DATA, 9), options))
                .isEqualTo(trained("local[2]", new Reshuffled(DATA, 1), options))
                .isNotEqualTo(trained("local[2]", new Reshuffled(DATA, 0), options));
        assertThat(trained(
                        "local[2]",
                        new Reshuffled(DATA, 9),
                        FitOptions.epochs(3).stepsPerEpoch(15)))
                .isEqualTo(trained(
                        "local[2]",
                        new Reshuffled(DATA, 3),
                        FitOptions.epochs(3).stepsPerEpoch(15)))
                .isNotEqualTo(trained(
                        "local[2]",
                        new Reshuffled(DATA, 2),
                        FitOptions.epochs(3).stepsPerEpoch(15)));
    }
}
