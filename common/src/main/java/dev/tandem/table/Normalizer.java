package dev.tandem.table;

import dev.tandem.data.FloatArrays;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What each feature becomes: (value − mean) / standard deviation, or (value − min) / (max − min); a divisor of 0 counts as 1.
 *
 * @param mode which of them
 * @param offsets by feature: the mean or the least value
 * @param spreads by feature: the standard deviation or the greatest value
 */
public record Normalizer(Normalization mode, List<Double> offsets, List<Double> spreads) implements Serializable {

    /** Under which {@link dev.tandem.data.DataNotes#preparation()} has it. */
    public static final String KEY = "normalize";

    public Normalizer {
        offsets = List.copyOf(offsets);
        spreads = List.copyOf(spreads);
        if (offsets.size() != spreads.size()) {
            throw new IllegalArgumentException("A normalizer has " + offsets.size() + " offsets but " + spreads.size()
                    + " spreads: give one of each per feature");
        }
        for (int i = 0; i < offsets.size(); i++) {
            if (!Double.isFinite(offsets.get(i))
                    || !Double.isFinite(spreads.get(i))
                    || divisor(mode, offsets.get(i), spreads.get(i)) < 0) {
                throw new IllegalArgumentException("Feature " + i + " cannot be normalized: its " + names(mode)
                        + " are " + offsets.get(i) + " and " + spreads.get(i));
            }
        }
    }

    /** The one that fits some data; features that are no numbers stay as they are. */
    public static Normalizer fit(Normalization mode, ColumnStatistics statistics, BitSet numbers) {
        List<Double> offsets = new ArrayList<>();
        List<Double> spreads = new ArrayList<>();
        for (int i = 0; i < statistics.features(); i++) {
            boolean standard = mode == Normalization.STANDARD;
            double offset = standard ? statistics.mean(i) : statistics.least(i);
            double spread = standard ? statistics.standardDeviation(i) : statistics.greatest(i);
            offsets.add(numbers.get(i) ? offset : 0);
            spreads.add(numbers.get(i) ? spread : 1);
        }
        return new Normalizer(mode, offsets, spreads);
    }

    private static double divisor(Normalization mode, double offset, double spread) {
        double divisor = mode == Normalization.STANDARD ? spread : spread - offset;
        return divisor == 0 ? 1 : divisor;
    }

    private static List<String> names(Normalization mode) {
        return mode == Normalization.STANDARD ? List.of("mean", "std") : List.of("min", "max");
    }

    /** As {@link dev.tandem.data.DataNotes} keep it: mode and mean with std, or min with max. */
    public Map<String, Object> toNotes() {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("mode", mode.key());
        notes.put(names(mode).get(0), offsets);
        notes.put(names(mode).get(1), spreads);
        return notes;
    }

    /** Reads {@link #toNotes}. */
    public static Normalizer fromNotes(Map<?, ?> notes) {
        Normalization mode =
                Normalization.valueOf(String.valueOf(notes.get("mode")).toUpperCase(Locale.ROOT));
        return new Normalizer(
                mode,
                numbers(notes, names(mode).get(0)),
                numbers(notes, names(mode).get(1)));
    }

    private static List<Double> numbers(Map<?, ?> notes, String key) {
        if (notes.get(key) instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream().map(value -> ((Number) value).doubleValue()).toList();
        }
        throw new IllegalArgumentException(
                "Notes on normalization need numbers under '" + key + "', but have " + notes);
    }

    /** Changes an input of shape (batch size, …) to what it becomes. */
    INDArray apply(INDArray rows) {
        float[] values = rows.dup('c').data().asFloat();
        int features = offsets.size();
        double[] offset = offsets.stream().mapToDouble(Double::doubleValue).toArray();
        double[] divisor = new double[features];
        Arrays.setAll(divisor, i -> divisor(mode, offset[i], spreads.get(i)));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - offset[i % features]) / divisor[i % features]);
        }
        return FloatArrays.of(values, rows.shape());
    }
}
