package dev.tandem.model;

import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's helper, fed row-major arrays only: with NHWC the native operation silently misreads any other layout.
 *
 * <p>DL4J computes each convolution once more on the way back, for the derivative of its activation. Where that derivative can be told
 * from the activations themselves, the layer is handed these instead, which brings the same bits.
 */
class OneDnnConvolution extends MKLDNNConvHelper {

    private static final IActivation RELU = new ActivationReLU();

    private final Consumer<@Nullable INDArray> forBackpropagation;

    /** @param forBackpropagation takes what the layer uses in place of its recomputed output; null makes it compute */
    OneDnnConvolution(Consumer<@Nullable INDArray> forBackpropagation) {
        super(DataType.FLOAT);
        this.forBackpropagation = forBackpropagation;
    }

    @Override
    public INDArray activate(INDArray z, IActivation activation, boolean training) {
        INDArray activations = super.activate(z, activation, training);
        if (activation instanceof ActivationIdentity || activation.equals(RELU)) {
            forBackpropagation.accept(training ? activations : null);
        }
        return activations;
    }

    @Override
    public INDArray preOutput(
            INDArray input,
            INDArray weights,
            INDArray bias,
            int[] kernel,
            int[] strides,
            int[] pad,
            AlgoMode mode,
            FwdAlgo fwdAlgo,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaceMgr) {
        INDArray rows = RowMajor.of(input);
        return super.preOutput(
                rows,
                weights,
                bias,
                kernel,
                strides,
                pad,
                mode,
                fwdAlgo,
                convolutionMode,
                dilation,
                format,
                workspaceMgr);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            @Nullable INDArray bias,
            INDArray delta,
            int[] kernel,
            int[] strides,
            int[] pad,
            @Nullable INDArray biasGradView,
            INDArray weightGradView,
            IActivation afn,
            AlgoMode mode,
            BwdFilterAlgo bwdFilterAlgo,
            BwdDataAlgo bwdDataAlgo,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaceMgr) {
        INDArray rows = RowMajor.of(input);
        INDArray deltaRows = RowMajor.of(delta);
        return super.backpropGradient(
                rows,
                weights,
                bias,
                deltaRows,
                kernel,
                strides,
                pad,
                biasGradView,
                weightGradView,
                afn,
                mode,
                bwdFilterAlgo,
                bwdDataAlgo,
                convolutionMode,
                dilation,
                format,
                workspaceMgr);
    }
}
