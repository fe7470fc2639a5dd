package dev.tandem.replica;

import dev.tandem.data.NamedSamples;
import dev.tandem.data.Sequence;
import dev.tandem.plan.IndexRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Predictions as text.
 *
 * @param predictor makes them
 * @param format of a line
 * @param batchSize samples in each batch but perhaps the last
 */
public record PredictionText(Predictor predictor, PredictionFormat format, int batchSize) {

    /**
     * The lines of some batches, the header before those of the first batch of all.
     *
     * @throws dev.tandem.feed.BadBatchException if a batch cannot be read or does not fit the model
     */
    public String of(Sequence data, IndexRange batches) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        predictor.predict(data, batches, (index, outputs) -> {
            float[][] rows = rows(outputs);
            if (index == 0) {
                text.append(format.header(rows[0].length));
            }
            for (int i = 0; i < rows.length; i++) {
                text.append(format.row(name(data, index * batchSize + i), rows[i]));
            }
        });
        return text.toString();
    }

    /** All values of each sample, those of one output after those of another. */
    private static float[][] rows(List<INDArray> outputs) {
        int samples = (int) outputs.get(0).size(0);
        int width = 0;
        for (INDArray output : outputs) {
            width += (int) (output.length() / samples);
        }
        float[][] rows = new float[samples][width];
        int at = 0;
        for (INDArray output : outputs) {
            float[] values = output.dup('c').data().asFloat();
            int own = values.length / samples;
            for (int i = 0; i < samples; i++) {
                System.arraycopy(values, i * own, rows[i], at, own);
            }
            at += own;
        }
        return rows;
    }

    private static String name(Sequence data, int sample) {
        if (!(data instanceof NamedSamples named)) {
            return Integer.toString(sample);
        }
        try {
            return named.nameOf(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
