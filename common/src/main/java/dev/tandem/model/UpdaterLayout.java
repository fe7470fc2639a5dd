package dev.tandem.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;

/**
 * Where each parameter's optimizer state lies in the flat state vector. DL4J joins neighbouring parameters with equal optimizers into
 * one block and keeps a block's first moments together, then its second ones, so that the layout depends on the learning rates.
 */
final class UpdaterLayout {

    /** The {@code moment}-th state of the parameter whose values start at {@code parameter} in the flat parameter vector. */
    private record Key(int parameter, int moment) {}

    private record Place(int offset, int length) {}

    private final Map<Key, Place> places = new HashMap<>();

    UpdaterLayout(BaseMultiLayerUpdater<?> updater) {
        updater.getUpdaterBlocks().forEach(this::add);
    }

    private void add(UpdaterBlock block) {
        int parameters = block.getParamOffsetEnd() - block.getParamOffsetStart();
        int states = block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
        List<UpdaterBlock.ParamState> members = block.getLayersAndVariablesInBlock();
        for (int moment = 0; moment * parameters < states; moment++) {
            int start = block.getUpdaterViewOffsetStart() + moment * parameters - block.getParamOffsetStart();
            for (UpdaterBlock.ParamState member : members) {
                int from = member.getParamOffsetStart();
                places.put(new Key(from, moment), new Place(start + from, member.getParamOffsetEnd() - from));
            }
        }
    }

    /** From one place in the state vector to before another. */
    record Range(int from, int to) {}

    /** Where the states of the first {@code parameters} of the flat parameter vector lie, ascending. */
    List<Range> statesBefore(int parameters) {
        List<Range> ranges = new ArrayList<>();
        places.entrySet().stream()
                .filter(entry -> entry.getKey().parameter < parameters)
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingInt(Place::offset))
                .forEach(place -> {
                    Range last = ranges.isEmpty() ? new Range(-1, -1) : ranges.get(ranges.size() - 1);
                    int from = last.to == place.offset ? last.from : place.offset;
                    if (last.to == place.offset) {
                        ranges.remove(ranges.size() - 1);
                    }
                    ranges.add(new Range(from, place.offset + place.length));
                });
        return ranges;
    }

    boolean isSameAs(UpdaterLayout other) {
        return places.equals(other.places);
    }

    /** The values of a state vector of this layout in the order of another layout of the same network. */
    float[] convert(float[] values, UpdaterLayout other) {
        float[] converted = new float[values.length];
        places.forEach((key, place) -> {
            Place target = other.places.get(key);
            if (target == null) {
                throw new IllegalStateException("No state of parameter " + key.parameter + " in the new optimizer");
            }
            System.arraycopy(values, place.offset, converted, target.offset, place.length);
        });
        return converted;
    }
}
