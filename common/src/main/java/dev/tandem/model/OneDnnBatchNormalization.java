package dev.tandem.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's helper, fed row-major arrays only: the native operation silently misreads other layouts. Null means that the
 * layer computes by itself. Statistics and gradients of images with the channels first are {@link ChannelNorm}'s.
 */
final class OneDnnBatchNormalization extends MKLDNNBatchNormHelper {

    private @Nullable ChannelNorm observed;

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
        INDArray rows = RowMajor.of(x);
        if (training) {
            observed = isForChannelNorm(rows, format) ? observed(rows) : null;
        }
        ChannelNorm own = training ? observed : null;
        return super.preOutput(
                rows,
                training && own == null,
                shape,
                gamma,
                beta,
                own == null ? mean : own.mean(),
                own == null ? var : own.variance(),
                decay,
                eps,
                format,
                workspaceMgr);
    }

    private static boolean isForChannelNorm(INDArray rows, CNN2DFormat format) {
        return rows.rank() == 4 && format == CNN2DFormat.NCHW && rows.length() <= FlatVector.MOST_VALUES;
    }

    private ChannelNorm observed(INDArray rows) {
        ChannelNorm norm = observed == null ? new ChannelNorm(rows.size(1)) : observed;
        norm.observe(rows);
        return norm;
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
        INDArray rows = RowMajor.of(input);
        INDArray epsilonRows = RowMajor.of(epsilon);
        if (observed == null) {
            return super.backpropGradient(
                    rows, epsilonRows, shape, gamma, beta, dGammaView, dBetaView, eps, format, workspaceMgr);
        }
        INDArray onInput =
                workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, rows.shape(), 'c');
        observed.backpropagate(rows, gamma, eps, epsilonRows, onInput, dGammaView, dBetaView);
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(BatchNormalizationParamInitializer.GAMMA, dGammaView);
        gradient.setGradientFor(BatchNormalizationParamInitializer.BETA, dBetaView);
        return new Pair<>(gradient, onInput);
    }

    @Override
    public @Nullable INDArray getMeanCache(DataType dataType) {
        return observed == null ? super.getMeanCache(dataType) : observed.mean();
    }

    @Override
    public @Nullable INDArray getVarCache(DataType dataType) {
        return observed == null ? super.getVarCache(dataType) : observed.variance();
    }
}
