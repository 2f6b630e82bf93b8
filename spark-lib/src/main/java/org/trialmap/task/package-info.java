/** What is to be computed: functions, inputs, random streams, batching rules and the plan. Pure: no Spark, no files. */
package org.trialmap.task;
