package dev.tandem.train;

import static dev.tandem.train.Fits.DATA;
import static dev.tandem.train.Fits.fit;
import static dev.tandem.train.Fits.hash;
import static dev.tandem.train.Fits.network;
import static dev.tandem.train.Fits.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.callback.History;
import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Class weights in a whole fit. */
@Tag("cluster")
final class ClassWeightFitTest {

    /** A Sequence whose batches come with sample weights, the same for all of one class. */
    private record ClassWeighted(Samples data, Map<Integer, Double> weights) implements Sequence {
        @Override
        public int length() {
            return data.length();
        }

        @Override
        public Batch get(int index) {
            Batch batch = data.get(index);
            INDArray targets = batch.targets().get(0);
            INDArray sampleWeights = org.nd4j.linalg.factory.Nd4j.ones(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                int label = targets.getRow(row).argMax().getInt(0);
                sampleWeights.putScalar(row, weights.getOrDefault(label, 1.0));
            }
            return Batch.of(batch.inputs().get(0), targets, sampleWeights);
        }
    }

    @Test
    void classWeight_weighsInTrainingButNotInValidation() throws InterruptedException {
        Map<Integer, Double> weights = Map.of(0, 0.5, 2, 4.0);
        MultiLayerNetwork byClass = network(true);
        MultiLayerNetwork bySample = network(true);
        FitOptions options = FitOptions.epochs(2).validation(DATA);

        History weighed = fit("local[2]", byClass, DATA, options.classWeight(weights));
        History same = fit("local[2]", bySample, new ClassWeighted(DATA, weights), options);

        assertThat(hash(byClass)).isEqualTo(hash(bySample)).isNotEqualTo(trained("local[2]", DATA, options));
        assertThat(weighed.values("loss")).isEqualTo(same.values("loss"));
        assertThat(weighed.values("val_loss")).isEqualTo(same.values("val_loss"));
        double plain = byClass.score(new org.nd4j.linalg.dataset.DataSet(
                DATA.joined().get(0).inputs().get(0),
                DATA.joined().get(0).targets().get(0)));
        assertThat(weighed.values("val_loss").get(1)).isCloseTo(plain, within(1e-5));
        assertThat(trained(
                        "local[2]",
                        new Picks(DATA, 99),
                        options.stepsPerEpoch(6).classWeight(weights)))
                .isEqualTo(
                        trained("local[2]", new Picks(new ClassWeighted(DATA, weights), 99), options.stepsPerEpoch(6)));
    }

    /** Each batch has its target twice. */
    private record Twice(Samples data) implements Sequence {
        @Override
        public int length() {
            return data.length();
        }

        @Override
        public Batch get(int index) {
            INDArray target = data.get(index).targets().get(0);
            return new Batch(data.get(index).inputs(), List.of(target, target.dup()), List.of());
        }
    }

    @Test
    void classWeight_ofSeveralOutputs_isRefused() {
        FitOptions options = FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL);
        assertThatThrownBy(() -> fit("local[2]", network(true), new Twice(DATA), options.classWeight(Map.of(1, 2.0))))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessageMatching(
                        "Cannot read batch [05]: class_weight needs a model of one output, but the batch has 2"
                                + " target arrays \\(give sample weights instead\\)");
    }
}
