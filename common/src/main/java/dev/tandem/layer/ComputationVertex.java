package dev.tandem.layer;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A {@link Computation} in a graph's configuration. */
public final class ComputationVertex extends GraphVertex {

    private static final long serialVersionUID = 1L;

    @JsonProperty
    private final transient Computation computation;

    public ComputationVertex(@JsonProperty("computation") Computation computation) {
        this.computation = computation;
    }

    @Override
    public GraphVertex clone() {
        return new ComputationVertex(computation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComputationVertex vertex && vertex.computation.equals(computation);
    }

    @Override
    public int hashCode() {
        return computation.hashCode();
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType dataType) {
        return new RunningComputation(graph, name, index, computation, dataType);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        return computation.outputType(inputs);
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(
                        computation.toString(), ComputationVertex.class, inputs[0], computation.outputType(inputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
