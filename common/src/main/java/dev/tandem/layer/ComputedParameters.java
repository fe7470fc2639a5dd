package dev.tandem.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays the parameters of a {@link ComputedLayer} out, one after the other, each row by row. */
final class ComputedParameters implements ParamInitializer {

    static final ComputedParameters INSTANCE = new ComputedParameters();

    private ComputedParameters() {}

    private static Map<String, long[]> shapes(Layer layer) {
        return ((ComputedLayer) layer).shapes();
    }

    private static long count(long... shape) {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return count;
    }

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
        return numParams(configuration.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return shapes(layer).values().stream()
                .mapToLong(ComputedParameters::count)
                .sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.copyOf(shapes(layer).keySet());
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return paramKeys(layer).stream()
                .filter(key -> isWeightParam(layer, key))
                .toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return Character.isUpperCase(key.charAt(0));
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return !isWeightParam(layer, key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration configuration, INDArray view, boolean initialize) {
        if (initialize) {
            view.assign(0);
        }
        shapes(configuration.getLayer()).keySet().forEach(configuration::addVariable);
        return getGradientsFromFlattened(configuration, view);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray view) {
        Map<String, INDArray> parts = new LinkedHashMap<>();
        INDArray flat = view.reshape(view.length());
        long from = 0;
        for (Map.Entry<String, long[]> entry : shapes(configuration.getLayer()).entrySet()) {
            long to = from + count(entry.getValue());
            parts.put(entry.getKey(), flat.get(NDArrayIndex.interval(from, to)).reshape('c', entry.getValue()));
            from = to;
        }
        return parts;
    }
}
