package dev.tandem.model;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Watches one batch go through the output layers: weighs its samples and takes the predictions for the metrics. */
final class Observation implements AutoCloseable {

    private final Batch batch;
    private final List<OutputLoss> replaced = new ArrayList<>();
    private @Nullable ObservedLoss first;

    /** Nothing is put into the layers unless the batch has weights or the sums want predictions. */
    Observation(List<Layer> outputLayers, Batch batch, MetricSums sums) {
        this.batch = batch;
        if (!batch.sampleWeights().isEmpty()) {
            for (int output = 0; output < outputLayers.size(); output++) {
                watch(outputLayers.get(output), weights(output), output == 0 && sums.wantsPredictions());
            }
        } else if (sums.wantsPredictions()) {
            watch(outputLayers.get(0), null, true);
        }
    }

    /** Adds the batch's loss, and its metrics on the first output, to the sums. */
    void addTo(MetricSums sums, double loss) {
        if (first == null || !sums.wantsPredictions()) {
            sums.add(loss, batch.size());
            return;
        }
        ObservedLoss.Seen seen = joined(first.seen());
        if (batch.targets().get(0).rank() == 3 && first.seen().size() == 1) {
            sums.add(loss, batch.size(), sequences(seen.targets()), sequences(seen.predictions()));
        } else {
            sums.add(loss, batch.size(), seen.targets(), seen.predictions());
        }
    }

    /** Gives the layers their own losses back. */
    @Override
    public void close() {
        replaced.forEach(output -> output.place().accept(output.function()));
    }

    private void watch(Layer layer, @Nullable SampleWeights weights, boolean remembers) {
        OutputLoss output = OutputLoss.of(layer);
        ObservedLoss observed = new ObservedLoss(output.function(), weights, remembers);
        if (remembers) {
            first = observed;
        }
        replaced.add(output);
        output.place().accept(observed);
    }

    private SampleWeights weights(int output) {
        return new SampleWeights(
                batch.sampleWeights().get(output), batch.targets().get(output));
    }

    /** Truncated backpropagation through time takes several steps for one batch. */
    private static ObservedLoss.Seen joined(List<ObservedLoss.Seen> seen) {
        if (seen.size() == 1) {
            return seen.get(0);
        }
        return new ObservedLoss.Seen(
                Nd4j.vstack(seen.stream().map(ObservedLoss.Seen::targets).toList()),
                Nd4j.vstack(seen.stream().map(ObservedLoss.Seen::predictions).toList()));
    }

    private INDArray sequences(INDArray rows) {
        return TimeSeriesUtils.reshape2dTo3d(rows, batch.size());
    }
}
