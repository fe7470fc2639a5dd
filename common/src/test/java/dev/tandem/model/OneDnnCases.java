package dev.tandem.model;

import static org.deeplearning4j.nn.conf.ConvolutionMode.Same;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Strict;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Truncate;
import static org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType.AVG;
import static org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType.MAX;
import static org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType.PNORM;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.nd4j.linalg.activations.Activation;

/** What {@link OneDnn} must get right. */
final class OneDnnCases {

    static final int SIZE = 8;

    private final List<Case> cases = new ArrayList<>();
    private final CNN2DFormat format;

    private OneDnnCases(CNN2DFormat format) {
        this.format = format;
    }

    /** A network's inner part, whose first layer is the one in question. */
    record Case(String name, CNN2DFormat format, boolean helped, List<Layer> layers) {
        @Override
        public String toString() {
            return format + " " + name;
        }
    }

    static Stream<Case> all() {
        return Stream.of(CNN2DFormat.values()).map(OneDnnCases::new).flatMap(OneDnnCases::ofFormat);
    }

    /** Layers that take images of any size. */
    static Case anySize(CNN2DFormat format) {
        Layer layer = convolution(format, 2).convolutionMode(Same).stride(2, 2).build();
        return new Case("any size", format, true, List.of(layer, new GlobalPoolingLayer(PoolingType.AVG)));
    }

    static ConvolutionLayer.Builder convolution(CNN2DFormat format, int kernel) {
        var builder = new ConvolutionLayer.Builder(kernel, kernel).nOut(4);
        return builder.dataFormat(format).activation(Activation.TANH);
    }

    private Stream<Case> ofFormat() {
        addShapesOfConvolutions();
        addConvolutions();
        addNormalizations();
        addUnhelpedConvolutions();
        addOthers();
        return cases.stream();
    }

    private void addShapesOfConvolutions() {
        for (ConvolutionMode mode : List.of(Same, Truncate, Strict)) {
            for (int kernel : new int[] {1, 2, 3, 5}) {
                for (int stride : new int[] {1, 2}) {
                    if (mode != Strict || (SIZE - kernel) % stride == 0) {
                        String name = "convolution " + mode + " " + kernel + "/" + stride;
                        helped(name, convolution(kernel).stride(stride, stride).convolutionMode(mode));
                    }
                }
            }
        }
    }

    private void addConvolutions() {
        helped("padded convolution", convolution(3).padding(1, 1));
        helped("uneven convolution", convolution(3).kernelSize(3, 1));
        helped("convolution without bias", convolution(3).hasBias(false));
        helped("convolution, ReLU", convolution(3).activation(Activation.RELU), pooling(MAX));
        helped("convolution, identity", convolution(3).activation(Activation.IDENTITY), pooling(AVG));
        helped("convolution, capped ReLU", convolution(3).activation(Activation.RELU6), pooling(MAX));
        helped("convolution, leaky ReLU", convolution(3).activation(Activation.LEAKYRELU), convolution(2));
        helped("convolution, softmax", convolution(3).activation(Activation.SOFTMAX));
        helped("convolution before dilated one", convolution(3), convolution(3).dilation(2, 2));
        helped("convolution before cropping", convolution(3), cropping(), convolution(3));
        Layer convolution = convolution(3).build();
        add(
                "frozen convolution",
                true,
                List.of(new FrozenLayer(convolution), normalization().build()));
        add("frozen convolution with backprop", true, List.of(new FrozenLayerWithBackprop(convolution)));
    }

    private void addNormalizations() {
        var dilated = convolution(2).dilation(2, 2);
        helped("normalization", normalization());
        helped("normalization of variance", normalization().useLogStd(false));
        helped("normalization, then convolution", normalization(), convolution(3));
        unhelped("normalization after dilation", dilated, normalization(), dilated);
        unhelped("normalization after cropping", cropping(), normalization());
        unhelped("normalization after dense", new DenseLayer.Builder().nOut(6), normalization());
        if (format == CNN2DFormat.NCHW) { // the rest DL4J cannot train in the other format
            unhelped("locked normalization", normalization().lockGammaBeta(true));
        }
        Layer frozen = new FrozenLayer(normalization().build());
        add("frozen normalization", true, List.of(frozen, convolution(3).build()));
    }

    private void addUnhelpedConvolutions() {
        unhelped("dilated convolution", convolution(3).dilation(2, 2));
        unhelped("noisy convolution", convolution(3).weightNoise(new DropConnect(0.5)));
        unhelped("deconvolution", new Deconvolution2D.Builder(2, 2).nOut(4).dataFormat(format));
        unhelped(
                "depthwise convolution",
                new DepthwiseConvolution2D.Builder(3, 3).nOut(3).dataFormat(format));
        unhelped(
                "separable convolution",
                new SeparableConvolution2D.Builder(3, 3).nOut(6).dataFormat(format));
    }

    private void addOthers() {
        for (ConvolutionMode mode : List.of(Same, Truncate)) {
            for (int stride : new int[] {1, 2}) {
                String shape = " pooling " + mode + " 3/" + stride;
                unhelped("maximum" + shape, pooled(MAX, mode, stride), convolution(2));
                unhelped("average" + shape, pooled(AVG, mode, stride), convolution(2));
            }
        }
        unhelped("average pooling, padded", pooling(AVG).padding(1, 1).avgPoolIncludePadInDivisor(true));
        unhelped("p-norm pooling", pooling(PNORM).pnorm(2), convolution(3));
        var lrn = new LocalResponseNormalization.Builder().dataFormat(format);
        unhelped("local response normalization", lrn, convolution(3));
    }

    private void helped(String name, Layer.Builder<?>... builders) {
        add(name, true, built(builders));
    }

    private void unhelped(String name, Layer.Builder<?>... builders) {
        add(name, false, built(builders));
    }

    private void add(String name, boolean helped, List<Layer> layers) {
        cases.add(new Case(name, format, helped, layers));
    }

    private static List<Layer> built(Layer.Builder<?>... builders) {
        return Stream.of(builders).<Layer>map(Layer.Builder::build).toList();
    }

    private ConvolutionLayer.Builder convolution(int kernel) {
        return convolution(format, kernel);
    }

    private BatchNormalization.Builder normalization() {
        return new BatchNormalization.Builder().dataFormat(format);
    }

    private Cropping2D.Builder cropping() {
        return new Cropping2D.Builder(1, 1).dataFormat(format);
    }

    private SubsamplingLayer.Builder pooled(SubsamplingLayer.PoolingType type, ConvolutionMode mode, int stride) {
        return pooling(type).kernelSize(3, 3).stride(stride, stride).convolutionMode(mode);
    }

    private SubsamplingLayer.Builder pooling(SubsamplingLayer.PoolingType type) {
        var builder = new SubsamplingLayer.Builder(type).kernelSize(2, 2);
        return builder.stride(2, 2).dataFormat(format);
    }
}
