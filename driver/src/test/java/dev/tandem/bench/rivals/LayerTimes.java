package dev.tandem.bench.rivals;

import dev.tandem.data.Batch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.graph.vertex.impl.MergeVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.pooling.GlobalPoolingLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where DL4J's time goes in training steps: vertices of a graph are put behind stopwatches, one for each kind and direction. */
final class LayerTimes {

    private final ComputationGraph graph;
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    /** Puts the stopwatches in, for good; the graph is good for nothing else from now on. */
    LayerTimes(ComputationGraph graph) {
        this.graph = graph;
        GraphVertex[] vertices = graph.getVertices();
        for (int i = 0; i < vertices.length; i++) {
            String kind = kind(vertices[i]);
            if (kind != null) {
                vertices[i] = watched(vertices[i], kind);
            }
        }
    }

    /**
     * Trains on a batch so many times.
     *
     * @return milliseconds of a step by {@code kind.forward} and {@code kind.backward}, and of all of it by {@code step}
     */
    Map<String, Double> perStep(Batch batch, int steps) {
        INDArray[] inputs = batch.inputs().toArray(INDArray[]::new);
        INDArray[] targets = batch.targets().toArray(INDArray[]::new);
        graph.fit(inputs, targets);
        nanos.clear();
        long start = System.nanoTime();
        for (int step = 0; step < steps; step++) {
            graph.fit(inputs, targets);
        }
        nanos.put("step", System.nanoTime() - start);
        Map<String, Double> millis = new LinkedHashMap<>();
        nanos.forEach((key, sum) -> millis.put(key, sum / 1e6 / steps));
        return millis;
    }

    /** The names that {@code scripts/lib/bench/layers.py} has, too; null for inputs and outputs. */
    private static @Nullable String kind(GraphVertex vertex) {
        Layer layer = vertex.getLayer();
        if (layer instanceof ConvolutionLayer) {
            return "convolution";
        }
        if (layer instanceof BatchNormalization) {
            return "batch_norm";
        }
        if (layer instanceof ActivationLayer) {
            return "relu";
        }
        if (layer instanceof SubsamplingLayer || layer instanceof GlobalPoolingLayer) {
            return "pooling";
        }
        return vertex instanceof ElementWiseVertex || vertex instanceof MergeVertex ? "join" : null;
    }

    private GraphVertex watched(GraphVertex vertex, String kind) {
        return (GraphVertex) Proxy.newProxyInstance(
                GraphVertex.class.getClassLoader(), new Class<?>[] {GraphVertex.class}, (proxy, method, arguments) -> {
                    long start = System.nanoTime();
                    try {
                        return method.invoke(vertex, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        long time = System.nanoTime() - start;
                        if (method.getName().equals("doForward")) {
                            nanos.merge(kind + ".forward", time, Long::sum);
                        } else if (method.getName().equals("doBackward")) {
                            nanos.merge(kind + ".backward", time, Long::sum);
                        }
                    }
                });
    }
}
