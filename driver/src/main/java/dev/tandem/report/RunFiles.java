package dev.tandem.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.plan.Coverage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Adds an epoch's line to the ledger, and drops lines of this and later epochs that an earlier attempt left behind. */
    public void addToLedger(Coverage coverage) throws IOException {
        List<String> lines = ledgerBefore(coverage.epoch());
        ledger.write(
                Stream.concat(lines.stream(), Stream.of(LedgerLine.of(coverage).toString()))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    /** Replaces the summary. */
    public void writeSummary(Summary values) throws IOException {
        summary.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values.toJson()) + "\n");
    }

    private List<String> ledgerBefore(int epoch) throws IOException {
        String[] lines = ledger.read().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isEmpty() && epochOf(lines[i], i + 1) >= epoch) {
                return List.of(lines).subList(0, i);
            }
        }
        return Arrays.stream(lines).filter(line -> !line.isEmpty()).toList();
    }

    private int epochOf(String line, int number) throws IOException {
        JsonNode epoch;
        try {
            epoch = JSON.readTree(line).path("epoch");
        } catch (IOException e) {
            throw new IOException(damaged(number), e);
        }
        if (!epoch.isInt()) {
            throw new IOException(damaged(number));
        }
        return epoch.intValue();
    }

    private String damaged(int number) {
        return "Cannot add to " + ledger + ": line " + number
                + " is not an epoch's ledger line (expected a JSON object with a whole number \"epoch\"). Move the file away and run again.";
    }
}
