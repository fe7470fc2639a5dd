package dev.tandem.bench;

import dev.tandem.bench.Entry.Failed;
import dev.tandem.bench.Entry.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the contenders of a measure in turn and makes rows of their figures. */
final class Interleaved {

    private final Measure measure;
    private final Consumer<String> progress;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final List<Map<String, Double>> repetitions = new ArrayList<>();

    /**
     * @param measure what to run
     * @param progress hears a line for each run
     */
    Interleaved(Measure measure, Consumer<String> progress) {
        this.measure = measure;
        this.progress = progress;
    }

    /** Runs everything; a contender that fails once is not run again, and its ratios fail with it. */
    List<Entry> run() throws InterruptedException {
        for (int warmup = 0; warmup < measure.warmups(); warmup++) {
            repeat("warm-up " + (warmup + 1) + "/" + measure.warmups(), 0);
        }
        units.clear();
        for (int repetition = 0; repetition < measure.repetitions(); repetition++) {
            repetitions.add(repeat("run " + (repetition + 1) + "/" + measure.repetitions(), repetition));
        }
        List<Entry> entries = new ArrayList<>();
        failures.forEach((name, reason) -> entries.add(new Failed(measure.name() + "." + name, reason)));
        units.forEach((key, unit) -> entries.add(Row.of(measure.name() + "." + key, values(key), unit)));
        measure.ratios().forEach(ratio -> entries.add(entry(ratio)));
        return entries;
    }

    private Map<String, Double> repeat(String which, int first) throws InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        int count = measure.contenders().size();
        for (int turn = 0; turn < count; turn++) {
            Contender contender = measure.contenders().get((first + turn) % count);
            if (!failures.containsKey(contender.name())) {
                run(contender, which, figures);
            }
        }
        return figures;
    }

    private void run(Contender contender, String which, Map<String, Double> figures) throws InterruptedException {
        String title = measure.name() + "." + contender.name() + ", " + which + ": ";
        try {
            List<Figure> given = contender.work().call();
            for (Figure figure : given) {
                figures.put(contender.key(figure), figure.value());
                units.put(contender.key(figure), figure.unit());
            }
            progress.accept(title + Numbers.list(given));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            failures.put(contender.name(), reason);
            progress.accept(title + "failed: " + reason);
        }
    }

    private List<Double> values(String key) {
        return repetitions.stream()
                .filter(figures -> figures.containsKey(key))
                .map(figures -> figures.get(key))
                .toList();
    }

    private Entry entry(Ratio ratio) {
        List<Double> ratios = new ArrayList<>();
        for (Map<String, Double> figures : repetitions) {
            Double numerator = figures.get(ratio.numerator());
            Double denominator = figures.get(ratio.denominator());
            if (numerator == null || denominator == null) {
                String missing = numerator == null ? ratio.numerator() : ratio.denominator();
                return new Failed(ratio.name(), "no figure of " + measure.name() + "." + missing);
            }
            ratios.add(numerator / denominator);
        }
        return Row.of(ratio.name(), ratios, "x");
    }
}
