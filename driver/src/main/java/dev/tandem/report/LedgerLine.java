package dev.tandem.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.plan.Coverage;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.SkippedBatch;
import java.util.List;

/**
 * One line of {@code ledger.jsonl}: counts of positions, the half-open ranges that prove them, and each skipped batch with its reason. With a generator it also says that
 * they prove no more than how many batches were trained on.
 */
final class LedgerLine {

    private LedgerLine() {}

    static ObjectNode of(Coverage coverage) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("epoch", coverage.epoch())
                .put("length", coverage.length())
                .put("covered", coverage.covered())
                .put("missing", size(coverage.missing()))
                .put("duplicated", size(coverage.duplicated()));
        if (coverage.positions() == EpochPlan.Positions.GENERATOR) {
            line.put("coverage", "generator: not covered by the promise");
        }
        ArrayNode ranges = line.putArray("ranges");
        for (Ledger.Entry entry : coverage.entries()) {
            ranges.addObject()
                    .put("replica", entry.replica())
                    .put("from", entry.from())
                    .put("to", entry.to())
                    .put("executor", entry.executor())
                    .put("attempt", entry.attempt());
        }
        if (!coverage.skipped().isEmpty()) {
            ArrayNode skipped = line.putArray("skipped");
            for (SkippedBatch batch : coverage.skipped()) {
                skipped.addObject()
                        .put("index", batch.index())
                        .put("reason", batch.reason())
                        .put("replica", batch.replica())
                        .put("position", batch.position());
            }
        }
        return line;
    }

    private static long size(List<IndexRange> ranges) {
        return ranges.stream().mapToLong(IndexRange::size).sum();
    }
}
