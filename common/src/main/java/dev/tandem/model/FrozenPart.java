package dev.tandem.model;

import dev.tandem.metric.Nearest;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Keeps the first layers of a network from training. The backward pass ends where they begin, and what the optimizer makes of their
 * parameters and of its own state for them, weight decay included, is undone after each step. Configuration and the layout of the
 * optimizer's state stay as they are, so that a state taken while layers were frozen goes on after they are not, and the other way round.
 */
final class FrozenPart {

    private final Network network;
    private final @Nullable Freezing freezing;
    private final int layers;
    private boolean held;
    private @Nullable BaseMultiLayerUpdater<?> updater;
    private List<Kept> kept = List.of();

    /** A part of a flat vector and what it was before the step. */
    private record Kept(INDArray view, INDArray copy) {

        static Kept of(INDArray vector, long from, long to) {
            INDArray view = vector.reshape(vector.length()).get(NDArrayIndex.interval(from, to));
            return new Kept(view, view.dup());
        }

        void take() {
            copy.assign(view);
        }

        void putBack() {
            view.assign(copy);
        }
    }

    /** @throws IllegalArgumentException if there is no such layer, or nothing would be left to train */
    FrozenPart(Network network, @Nullable Freezing freezing) {
        this.network = network;
        this.freezing = freezing;
        this.layers = freezing == null ? 0 : countUntil(freezing.until());
    }

    /** Freezes or unfreezes, whatever the epoch calls for. */
    void at(int epoch) {
        boolean hold = freezing != null && freezing.holdsIn(epoch);
        if (hold != held) {
            if (hold) {
                network.hold(layers);
            } else {
                network.release();
            }
            held = hold;
        }
    }

    /** Takes a step that leaves the frozen layers' bits alone, even where it fails. */
    void train(int epoch, Runnable step) {
        at(epoch);
        if (!held) {
            step.run();
            return;
        }
        List<Kept> parts = parts();
        parts.forEach(Kept::take);
        try {
            step.run();
        } finally {
            parts.forEach(Kept::putBack);
        }
    }

    @SuppressWarnings("ReferenceEquality") // another updater has another state, wherever it came from
    private List<Kept> parts() {
        BaseMultiLayerUpdater<?> current = network.updater();
        if (current != updater) {
            int parameters = Math.toIntExact(network.parametersOf(layers));
            List<Kept> parts = new ArrayList<>();
            if (parameters > 0) {
                parts.add(Kept.of(network.model().params(), 0, parameters));
            }
            for (UpdaterLayout.Range range : new UpdaterLayout(current).statesBefore(parameters)) {
                parts.add(Kept.of(current.getStateViewArray(), range.from(), range.to()));
            }
            kept = parts;
            updater = current;
        }
        return kept;
    }

    private int countUntil(String name) {
        List<String> names = network.layerNames();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("Unknown layer in freeze.until: " + name + " (known: "
                    + String.join(", ", names) + ")." + Nearest.hint(name, names));
        }
        List<String> frozen = names.subList(0, index + 1);
        for (String output : network.outputNames()) {
            if (frozen.contains(output)) {
                throw new IllegalArgumentException("Cannot freeze until " + name + ": that includes the output layer "
                        + output + ", which has to train (choose a layer before it)");
            }
        }
        if (network.parametersOf(index + 1) == network.model().numParams()) {
            throw new IllegalArgumentException(
                    "Cannot freeze until " + name + ": no layer after it has parameters, so nothing would train");
        }
        if (network.isTruncated()) {
            throw new IllegalArgumentException(
                    "Cannot freeze layers of a network with truncated backpropagation through"
                            + " time: frozen ones would forget what came before each segment");
        }
        return index + 1;
    }
}
