package dev.tandem.config;

import java.nio.file.Files;

/**
 * {@code run:} what a run leaves behind.
 *
 * @param directory where history, ledger, summary and the resolved job file go
 */
public record RunSection(String directory) {

    static RunSection read(Section run, String name) {
        String directory = run.value("directory", Type.text(), "runs/" + name);
        if (Section.isLocal(directory) && Files.isRegularFile(Section.local(directory))) {
            run.problem("directory", "is no directory: " + directory);
        }
        return new RunSection(directory);
    }
}
