package dev.tandem.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's helper, fed row-major arrays only: the native operation silently misreads other layouts. Null means that the
 * layer computes by itself.
 */
final class OneDnnBatchNormalization extends MKLDNNBatchNormHelper {

    OneDnnBatchNormalization() {
        super(DataType.FLOAT);
    }

    @Override
    public @Nullable INDArray preOutput(
            INDArray x,
            boolean training,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray mean,
            INDArray var,
            double decay,
            double eps,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaceMgr) {
        if (format == CNN2DFormat.NHWC && x.size(3) != gamma.length()) {
            return null; // after a dense layer DL4J hands over [n, c, 1, 1] whatever the format
        }
        return super.preOutput(
                RowMajor.of(x), training, shape, gamma, beta, mean, var, decay, eps, format, workspaceMgr);
    }

    @Override
    public @Nullable Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray epsilon,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray dGammaView,
            INDArray dBetaView,
            double eps,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaceMgr) {
        if (getMeanCache(DataType.FLOAT) == null) {
            return null; // the forward pass was not ours either
        }
        return super.backpropGradient(
                RowMajor.of(input),
                RowMajor.of(epsilon),
                shape,
                gamma,
                beta,
                dGammaView,
                dBetaView,
                eps,
                format,
                workspaceMgr);
    }
}
