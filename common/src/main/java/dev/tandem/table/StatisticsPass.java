package dev.tandem.table;

import dev.tandem.data.Batch;
import dev.tandem.plan.IndexRange;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** One look at all training data, in parts that depend on its length alone: whoever reads which part, the sum has the same bits. */
public final class StatisticsPass {

    private static final int MOST_PARTS = 256;

    private StatisticsPass() {}

    /** The parts, in the order in which they are to be merged. */
    public static List<IndexRange> parts(int length) {
        int parts = Math.min(length, MOST_PARTS);
        IndexRange all = new IndexRange(0, length);
        return IntStream.range(0, parts).mapToObj(part -> all.part(part, parts)).toList();
    }

    /** Statistics of one part. */
    public static ColumnStatistics of(TableSequence data, IndexRange part) throws IOException {
        ColumnStatistics statistics = new ColumnStatistics(data.features());
        for (int index = part.from(); index < part.to(); index++) {
            try (Batch batch = data.get(index)) {
                statistics.add(batch.inputs().get(0));
            }
        }
        return statistics;
    }

    /** Statistics of everything, on this thread. */
    public static ColumnStatistics of(TableSequence data) throws IOException {
        ColumnStatistics all = new ColumnStatistics(data.features());
        for (IndexRange part : parts(data.length())) {
            all.merge(of(data, part));
        }
        return all;
    }
}
