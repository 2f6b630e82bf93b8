package org.trialmap;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.trialmap.parallel.ParallelMap;

/** Looks at what the library says. */
public final class Warnings {
    private Warnings() {}

    /** What {@link ParallelMap} warns of while this runs. */
    public static List<String> of(Runnable action) {
        return at(Level.WARN, action);
    }

    /** What this class warns of. */
    public static List<String> of(Class<?> speaker, Runnable action) {
        return at(speaker, Level.WARN, action);
    }

    /** What it says at that level. */
    public static List<String> at(Level level, Runnable action) {
        return at(ParallelMap.class, level, action);
    }

    private static List<String> at(Class<?> speaker, Level level, Runnable action) {
        List<String> said = new ArrayList<>();
        AbstractAppender appender = new AbstractAppender("said", null, null, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                if (event.getLevel() == level) {
                    said.add(event.getMessage().getFormattedMessage());
                }
            }
        };
        appender.start();
        Logger logger = LoggerContext.getContext(false).getLogger(speaker.getName());
        Level quiet = logger.getLevel();
        logger.addAppender(appender);
        logger.setLevel(level); // each new appender sets it back
        try {
            action.run();
        } finally {
            logger.removeAppender(appender);
            logger.setLevel(quiet);
        }
        return said;
    }
}
