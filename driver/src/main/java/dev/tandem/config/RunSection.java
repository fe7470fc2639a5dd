package dev.tandem.config;

/**
 * {@code run:} what a run leaves behind.
 *
 * @param directory where history, ledger, summary and the resolved job file go
 */
public record RunSection(String directory) {

    static RunSection read(Section run, String name) {
        return new RunSection(run.value("directory", Type.text(), "runs/" + name));
    }
}
