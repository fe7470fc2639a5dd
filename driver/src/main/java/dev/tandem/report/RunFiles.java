package dev.tandem.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.plan.Coverage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a run directory says to people and other programs: {@code ledger.jsonl} and {@code summary.json}. Each write replaces the whole file at
 * once, so that a reader never sees half of one. Not thread-safe; lives on the driver.
 */
public final class RunFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReplacedFile ledger;
    private final ReplacedFile summary;

    /**
     * Names the files; the directory is made with the first write.
     *
     * @param directory any Hadoop path
     */
    public RunFiles(Path directory, Configuration configuration) {
        this.ledger = new ReplacedFile(new Path(directory, "ledger.jsonl"), configuration);
        this.summary = new ReplacedFile(new Path(directory, "summary.json"), configuration);
    }

    /** Replaces the ledger: a line for each epoch. */
    public void writeLedger(List<Coverage> epochs) throws IOException {
        ledger.write(epochs.stream().map(epoch -> LedgerLine.of(epoch) + "\n").collect(Collectors.joining()));
    }

    /** Replaces the summary. */
    public void writeSummary(Summary values) throws IOException {
        summary.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values.toJson()) + "\n");
    }
}
