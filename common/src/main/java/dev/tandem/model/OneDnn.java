package dev.tandem.model;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives 2D convolutions and batch normalizations the oneDNN helpers that DL4J ships but never turns on. Other layers
 * gain nothing: pooling, depthwise, separable and 1D layers call native operations anyway, and DL4J's helper for local
 * response normalization is wrong.
 */
final class OneDnn {

    private OneDnn() {}

    /** Sets the helpers in an initialized network; a copy or a newly initialized network needs its own call. */
    static void accelerate(Model network) {
        if (available()) {
            for (Layer layer : layersOf(network)) {
                accelerate(layer);
            }
        }
    }

    /** Whether the native library computes on the CPU and was built with oneDNN, and nobody switched it off. */
    static boolean available() {
        return Boolean.parseBoolean(System.getProperty(NativeSettings.ONEDNN, "true"))
                && Nd4j.getEnvironment().isCPU()
                && Nd4j.getEnvironment().helpersAllowed()
                && Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN");
    }

    private static Layer[] layersOf(Model network) {
        if (network instanceof MultiLayerNetwork multiLayer) {
            return multiLayer.getLayers();
        }
        if (network instanceof ComputationGraph graph) {
            return graph.getLayers();
        }
        throw new IllegalArgumentException(
                "Unknown kind of network: " + network.getClass().getName());
    }

    private static void accelerate(Layer layer) {
        Layer inner = unwrapped(layer);
        // Subclasses (transposed, depthwise, 1D, ...) compute something else, hence exact classes.
        if (inner.getClass() == ConvolutionLayer.class && isEligible((ConvolutionLayer) inner)) {
            setHelper(inner, new OneDnnConvolution(preOutputOf(inner)));
        } else if (inner.getClass() == BatchNormalization.class
                && !(layer instanceof FrozenLayerWithBackprop) // needs the batch's mean, which inference does not take
                && isEligible((BatchNormalization) inner)) {
            setter(BatchNormalization.class, "helper", inner).accept(new OneDnnBatchNormalization());
        }
    }

    /** Spares an accelerated convolution the gradient of its input. */
    static void leaveOutInputGradient(Layer layer) {
        if (layer.getHelper() instanceof OneDnnConvolution && layer.getClass() == ConvolutionLayer.class) {
            setHelper(layer, new InputConvolution(preOutputOf(layer)));
        }
    }

    private static void setHelper(Layer convolution, OneDnnConvolution helper) {
        setter(ConvolutionLayer.class, "helper", convolution).accept(helper);
    }

    private static Consumer<@Nullable INDArray> preOutputOf(Layer convolution) {
        return setter(AbstractLayer.class, "preOutput", convolution);
    }

    private static Layer unwrapped(Layer layer) {
        Layer inner = layer;
        while (inner instanceof BaseWrapperLayer wrapper) {
            inner = wrapper.getUnderlying();
        }
        return inner;
    }

    private static boolean isEligible(ConvolutionLayer layer) {
        var conf = (org.deeplearning4j.nn.conf.layers.ConvolutionLayer)
                layer.conf().getLayer();
        return isFloat(layer)
                && Arrays.stream(conf.getDilation()).allMatch(dilation -> dilation == 1) // else the operation fails
                && conf.getWeightNoise() == null; // a helper's backward pass keeps the old noise
    }

    private static boolean isEligible(BatchNormalization layer) {
        var conf = (org.deeplearning4j.nn.conf.layers.BatchNormalization)
                layer.conf().getLayer();
        return isFloat(layer) && !conf.isLockGammaBeta(); // DL4J's helper does not support locked ones
    }

    private static boolean isFloat(Layer layer) {
        return layer.params().dataType() == DataType.FLOAT;
    }

    private static <T extends @Nullable Object> Consumer<T> setter(Class<?> declaringClass, String name, Layer layer) {
        try {
            Field field = declaringClass.getDeclaredField(name);
            field.setAccessible(true);
            return value -> set(field, layer, value);
        } catch (ReflectiveOperationException e) {
            throw otherVersion(name, e);
        }
    }

    private static void set(Field field, Layer layer, @Nullable Object value) {
        try {
            field.set(layer, value);
        } catch (IllegalAccessException e) {
            throw otherVersion(field.getName(), e);
        }
    }

    private static IllegalStateException otherVersion(String field, ReflectiveOperationException cause) {
        return new IllegalStateException("Not the expected version of DL4J: cannot set a layer's " + field, cause);
    }
}
